import type { ReactNode } from 'react';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { levelName, levels } from './level-words.ts';

/** A level as people compare it at a glance: bars, and always the word. */
export function LevelMark({ level, isFaint = false }: { level: Level | null; isFaint?: boolean }): ReactNode {
  const bars = level === null ? 0 : levels.length - levels.indexOf(level);
  return (
    <span className={`held-level ${isFaint || level === null ? 'faint' : ''}`}>
      <svg aria-hidden="true" width="18" height="14" viewBox="0 0 18 14">
        {[0, 1, 2, 3].map((at) => (
          <rect
            key={at}
            className={at < bars ? 'full' : 'empty'}
            x={at * 4.6 + 0.5}
            y={9.5 - at * 3}
            width="3.2"
            height={4 + at * 3}
            rx="0.8"
          />
        ))}
      </svg>
      <span>{levelName(level)}</span>
    </span>
  );
}
