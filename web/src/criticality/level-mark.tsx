import type { ReactNode } from 'react';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { plural } from '../design/format/numbers.ts';
import { Icon } from '../design/icons.tsx';
import { levelRank, standing } from './levels.ts';

/** A level as a word with bars beside it: four for critical, one for supporting. */
export function LevelMark({ level }: { level: Level | null }): ReactNode {
  if (level === null) return <span className="muted none">–</span>;
  const bars = 4 - (levelRank(level) ?? 0);
  return (
    <span className="level-mark">
      <svg aria-hidden="true" width="15" height="12" viewBox="0 0 15 12">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 4}
            y={9 - bar * 3}
            width="3"
            height={3 + bar * 3}
            className={bar < bars ? 'full' : undefined}
          />
        ))}
      </svg>
      {level}
    </span>
  );
}

/** A level beside another one: where they differ it is framed and says so. */
export function ComparedLevel({
  level,
  to,
  of,
  outages,
}: {
  level: Level | null;
  to: Level | null;
  /** What it is compared with, in a word. */
  of: string;
  /** From how many outages it is known. */
  outages?: number;
}): ReactNode {
  const differs = standing(level, to);
  return (
    <span className={`compared-level ${differs ?? ''}`}>
      <LevelMark level={level} />
      {differs !== null && (
        <small title={outages === undefined ? undefined : `seen in ${plural(outages, 'outage')}`}>
          <Icon name={differs === 'above' ? 'up' : 'down'} size={12} />
          {differs} {of}
          {outages !== undefined && `, ${outages}×`}
        </small>
      )}
      {differs === null && outages !== undefined && <small className="muted">{plural(outages, 'outage')}</small>}
    </span>
  );
}
