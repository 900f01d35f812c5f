import type { ReactNode } from 'react';
import type { RunbookMeter } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { alonePercent, meterText } from './runbook-words.ts';

/** How much was done without a person, and the hours that this saved. */
export function Meter({ meter }: { meter: RunbookMeter }): ReactNode {
  const percent = alonePercent(meter);
  return (
    <Panel
      title="Done without a person"
      note={`In the last ${meter.days} days. The time is what each step takes by hand, as its runbook says.`}
    >
      {percent === null ? (
        <p className="panel-empty">{meterText(meter)}</p>
      ) : (
        <div className="runbook-meter">
          <div className="meter-bar">
            <svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none">
              <rect width={percent} height="1" />
            </svg>
          </div>
          <dl className="meter-figures">
            <div>
              <dt>Without a person</dt>
              <dd>
                <strong>{percent}%</strong>{' '}
                <span className="muted">
                  {countText(meter.steps.alone)} of {countText(meter.steps.done)} steps
                </span>
              </dd>
            </div>
            <div>
              <dt>Saved</dt>
              <dd>
                <strong>{durationText(meter.minutesSaved * minute)}</strong>
              </dd>
            </div>
            <div>
              <dt>Runs</dt>
              <dd>
                <strong>{countText(meter.runs)}</strong>
              </dd>
            </div>
          </dl>
        </div>
      )}
    </Panel>
  );
}
