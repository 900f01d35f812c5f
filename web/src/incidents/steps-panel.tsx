import { type ReactNode, useState } from 'react';
import type { IncidentPage, ResponseStep } from '../../../src/features/unavailability/incident-contract.ts';
import { takeStep } from '../api/incidents.ts';
import { Icon } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Said } from '../design/said.tsx';
import { isClosed, steps } from './incident-words.ts';
import { NoteField } from './note-field.tsx';
import { RunbookLinks } from './runbook-links.tsx';
import { RunbookOffers } from './runbook-offers.tsx';
import { isStepDone } from './step-done.ts';
import { SwitchesStand, SwitchOffers } from './switch-offers.tsx';
import type { TakeStep } from './use-incident.ts';

/** The five steps as a checklist: one press says that a step is done; a note may follow at any time. */
export function StepsPanel({ page, take, isBusy }: { page: IncidentPage; take: TakeStep; isBusy: boolean }): ReactNode {
  const done = steps.filter(({ step }) => isStepDone(step, page.steps));
  return (
    <Panel
      title="Five steps"
      aside={
        <span className="muted small" role="status">
          {done.length} of {steps.length} done
        </span>
      }
    >
      <ol className="incident-steps">
        {steps.map((one, index) => (
          <Step key={one.step} {...one} number={index + 1} page={page} take={take} isBusy={isBusy} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({
  step,
  name,
  hint,
  number,
  page,
  take,
  isBusy,
}: {
  step: ResponseStep;
  name: string;
  hint: string;
  number: number;
  page: IncidentPage;
  take: TakeStep;
  isBusy: boolean;
}): ReactNode {
  const [isNoting, setNoting] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const entries = page.steps.filter((one) => one.step === step);
  const isDone = isStepDone(step, page.steps);
  const log = async (note: string): Promise<boolean> => {
    const problem = await take((id) => takeStep(id, { step, note }));
    setFailed(problem);
    if (problem === null) setNoting(false);
    return problem === null;
  };
  return (
    <li className={isDone ? 'done' : ''}>
      <span className="step-mark">{isDone ? <Icon name="calm" size={18} /> : number}</span>
      <h3>
        {name}
        <span className="visually-hidden">{isDone ? ': done' : ': not done yet'}</span>
      </h3>
      {page.may.includes('step') && !isNoting && (
        <div className="step-ways">
          {!isDone && (
            <button type="button" className="button" disabled={isBusy} onClick={() => void log('')}>
              Done<span className="visually-hidden">: {name}</span>
            </button>
          )}
          <button type="button" className="button quiet" onClick={() => setNoting(true)}>
            Note<span className="visually-hidden">: {name}</span>
          </button>
        </div>
      )}
      <div className="step-what">
        {!isDone && <p className="muted small">{hint}</p>}
        {!isClosed(page) && <Offered step={step} page={page} />}
        {step === 'act' && <RunbookLinks runbooks={page.runbooks ?? []} />}
        {entries.map(({ at, by, note }) => (
          <p key={`${at} ${note}`} className="small step-entry">
            <span className="muted">
              {by}, <Time at={Date.parse(at)} near={Date.parse(page.asOf)} />
            </span>
            {note !== '' && (
              <span className="step-note">
                <Said text={note} />
              </span>
            )}
          </p>
        ))}
        {failed !== null && (
          <p role="alert" className="field-error small">
            {failed}
          </p>
        )}
        {isNoting && (
          <NoteField
            label={`Note on “${name}”`}
            isBusy={isBusy}
            onSend={log}
            onClose={() => {
              setNoting(false);
              setFailed(null);
            }}
          />
        )}
      </div>
    </li>
  );
}

/** What Waga itself offers at a step: what to switch and run, and whether it came true. */
function Offered({ step, page }: { step: ResponseStep; page: IncidentPage }): ReactNode {
  if (step === 'verify') return <SwitchesStand page={page} />;
  if (step !== 'act') return null;
  return (
    <>
      <SwitchOffers page={page} />
      <RunbookOffers page={page} />
    </>
  );
}
