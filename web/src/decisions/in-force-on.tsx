import { type ReactNode, useId, useState } from 'react';
import type { DecisionHistory } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { clockFieldText, instantOnClock } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { inForceAt } from './in-force.ts';
import { LevelMark } from './level-mark.tsx';

/** What held at the beginning of a day that one picks: the level by which alerts of that day are read. */
export function InForceOn({ history }: { history: DecisionHistory }): ReactNode {
  const id = useId();
  const zone = useZone();
  const [field, setField] = useState(() => clockFieldText(Date.now(), zone));
  const at = instantOnClock(field, zone);
  const held = at === null ? null : inForceAt(history.decisions, at);
  return (
    <section className="panel in-force-on" aria-label="What was in force">
      <label className="field" htmlFor={id}>
        <span>What was in force on</span>
        <input id={id} type="datetime-local" value={field} onChange={(event) => setField(event.currentTarget.value)} />
      </label>
      <p role="status">
        {at === null ? (
          <span className="muted">Choose a day and a time.</span>
        ) : held ? (
          <>
            <LevelMark level={held.level} />{' '}
            <span className="muted">
              by version {held.version}, signed by {held.signatures.map(({ name }) => name).join(' and ')}
            </span>
          </>
        ) : (
          <span className="muted">No decision held then; the catalogue’s file of that day spoke alone.</span>
        )}
      </p>
    </section>
  );
}
