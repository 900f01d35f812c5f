import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ProcessFunnel } from '../../../src/features/balance/process-page-contract.ts';
import { bucketStart, day, hour, minute } from '../../../src/maths/instants.ts';
import { processFunnel } from '../api/things.ts';
import { Choice } from '../design/choice.tsx';
import { countText } from '../design/format/numbers.ts';
import { Count } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { type ShownStep, shownSteps, unknownText } from './funnel-steps.ts';

const windows = [
  { id: '1h', name: '1 h', length: hour },
  { id: '24h', name: '24 h', length: day },
  { id: '7d', name: '7 d', length: 7 * day },
] as const;

/** How many passed each step over a chosen time. */
export function Funnel({ process, kpi, asOf }: { process: string; kpi: string; asOf: number }): ReactNode {
  const [window, setWindow] = useState<(typeof windows)[number]>(windows[1]);
  const to = bucketStart(asOf, minute);
  const funnel = useQuery(processFunnel(process, { from: to - window.length, to }));
  return (
    <Panel
      title="Steps"
      note={`How many passed each step; the business result is ${kpi}.`}
      aside={<Choice label="Steps over" choices={windows} chosen={window} onChoose={setWindow} />}
    >
      {funnel.data ? (
        <Steps funnel={funnel.data} kpi={kpi} />
      ) : funnel.error ? (
        <ProblemNote problem={funnel.error} onRetry={() => void funnel.refetch()} />
      ) : (
        <div className="skeleton panel-skeleton" />
      )}
    </Panel>
  );
}

function Steps({ funnel, kpi }: { funnel: ProcessFunnel; kpi: string }): ReactNode {
  const unknown = unknownText(funnel);
  return (
    <div className="funnel">
      <ol>
        {shownSteps(funnel).map((shown) => (
          <Step key={shown.step.step} shown={shown} isKpi={shown.step.step === kpi} funnel={funnel} />
        ))}
      </ol>
      {unknown !== null && <p className="funnel-unknown small">{unknown}</p>}
    </div>
  );
}

function Step({ shown, isKpi, funnel }: { shown: ShownStep; isKpi: boolean; funnel: ProcessFunnel }): ReactNode {
  const { step, share, conversion } = shown;
  const atLeast = funnel.unknownMinutes > 0;
  return (
    <li>
      <div className="funnel-name">
        <strong>{step.step}</strong>
        {isKpi && <small className="muted">the result</small>}
      </div>
      <div className="funnel-bar" aria-hidden="true">
        <div className={isKpi ? 'kpi' : ''} style={{ width: `${share * 100}%` }} />
      </div>
      <div className="funnel-count">
        <Count
          count={step.done}
          label={`${step.step}: events`}
          made={{
            title: step.step,
            formula: 'events of this step in the measured minutes of the time chosen',
            lines: [
              { label: 'Outcome ok', value: countText(step.done), note: 'counted here' },
              { label: 'Failed or abandoned', value: countText(step.notDone), note: 'not counted here' },
              {
                label: 'Users',
                value: step.users === null ? 'not known' : `${atLeast ? 'at least ' : ''}${countText(step.users)}`,
                note:
                  step.users === null
                    ? 'some events named no user, or who it was is no longer kept'
                    : 'distinct users who passed it',
              },
              {
                label: 'Unknown minutes',
                value: countText(funnel.unknownMinutes),
                note: `of ${countText(funnel.minutes)}`,
              },
            ],
          }}
        />
        {step.users !== null && (
          <small className="muted">
            {atLeast && 'at least '}
            {countText(step.users)} {step.users === 1 ? 'user' : 'users'}
          </small>
        )}
        {step.notDone > 0 && <small className="muted">{countText(step.notDone)} failed or given up</small>}
      </div>
      <div className="funnel-conversion">
        {conversion && (
          <>
            <strong>{conversion.text}</strong>
            <small className="muted">of the {conversion.counted} before</small>
          </>
        )}
      </div>
    </li>
  );
}
