import type { ReactNode } from 'react';
import { dayKinds, type Thresholds, thresholdsOn } from '../../../src/features/catalog/thresholds.ts';
import type { Decision } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import { differenceText } from './difference-text.ts';
import { LevelMark } from './level-mark.tsx';
import { levelWords } from './level-words.ts';
import { Moment } from './moment.tsx';

/** Exactly what the two sides agree on, and where it differs from what was before. */
export function Terms({ decision }: { decision: Decision }): ReactNode {
  return (
    <dl className="terms">
      <div>
        <dt>Level</dt>
        <dd>
          <LevelMark level={decision.level} />
          <small>{levelWords[decision.level].meaning}</small>
        </dd>
      </div>
      <div>
        <dt>Thresholds</dt>
        <dd>
          <ThresholdsText thresholds={decision.thresholds} />
        </dd>
      </div>
      <div>
        <dt>Why</dt>
        <dd className="terms-reason">{decision.reason}</dd>
      </div>
      <div>
        <dt>Valid from</dt>
        <dd>
          <ValidFrom decision={decision} />
        </dd>
      </div>
      <div>
        <dt>What changes</dt>
        <dd>
          <Differences decision={decision} />
        </dd>
      </div>
    </dl>
  );
}

/** From when a decision holds, or would: its day, but never before the second signature. */
export function ValidFrom({ decision: { validFrom, signatures } }: { decision: Decision }): ReactNode {
  if (signatures.length === 2) return <Moment at={validFrom} />;
  if (Date.parse(validFrom) <= Date.now()) return <>the second signature on</>;
  return (
    <>
      <Moment at={validFrom} />
      <small> or the second signature, whichever is later</small>
    </>
  );
}

export function ThresholdsText({ thresholds }: { thresholds: Thresholds | null }): ReactNode {
  if (thresholds === null) return <>as in the catalogue’s file</>;
  const pair = (kinds: (typeof dayKinds)[number][]): string => {
    const { partial, total } = thresholdsOn(thresholds, kinds);
    return `P2 from ${ratioText(partial)}, P1 from ${ratioText(total)}`;
  };
  return (
    <ul>
      <li>{pair([])}</li>
      {dayKinds
        .filter((kind) => thresholds[kind] !== undefined)
        .map((kind) => (
          <li key={kind}>
            on a {kind} {pair([kind])}
          </li>
        ))}
    </ul>
  );
}

export function Differences({ decision }: { decision: Decision }): ReactNode {
  if (decision.differences.length === 0) return <>nothing against what held before</>;
  return (
    <ul className="differences">
      {decision.differences.map((difference) => {
        const { field, before, after } = differenceText(difference);
        return (
          <li key={difference.field}>
            {field}: <del>{before}</del> <span aria-hidden="true">→</span>
            <span className="visually-hidden"> becomes </span> <ins>{after}</ins>
          </li>
        );
      })}
    </ul>
  );
}
