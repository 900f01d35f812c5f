import { type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Said } from '../design/said.tsx';
import { happened } from './happened.ts';

const shownAtFirst = 15;

/** Everything that is on record of it, newest first, each with its reason. */
export function HappenedPanel({ page }: { page: IncidentPage }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const lines = happened(page);
  const hidden = isWhole ? 0 : Math.max(0, lines.length - shownAtFirst);
  return (
    <Panel title="What happened">
      <ol className="incident-lines happened" aria-label="What happened, newest first">
        {lines.slice(0, lines.length - hidden).map(({ key, at, what, why, by }) => (
          <li key={key}>
            <Time at={at} near={Date.parse(page.asOf)} />
            <div>
              <p>
                <strong>{what}</strong> <span className="muted small">by {by ?? 'Waga'}</span>
              </p>
              {why !== '' && (
                <p className="small">
                  <Said text={why} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <div className="incident-acts">
          <button type="button" className="button" onClick={() => setWhole(true)}>
            Show {hidden} older
          </button>
        </div>
      )}
    </Panel>
  );
}
