import type { ReactNode } from 'react';
import type { RunShown, RunStep } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { Said } from '../design/said.tsx';
import { StepState } from './run-state.tsx';
import { approvalWords, isCode, stepMeaning, stepStates } from './runbook-words.ts';
import { StepWays } from './step-ways.tsx';
import type { ActOnRun } from './use-run.ts';

/** The steps of a run, each with what came of it; where a person is waited for, with what they can do. */
export function RunSteps({ run, act, isBusy }: { run: RunShown; act: ActOnRun; isBusy: boolean }): ReactNode {
  return (
    <ol className="run-steps" aria-label="Steps">
      {run.steps.map((step, index) => (
        <li key={step.id} className={`${step.state} ${stepStates[step.state].tone}`}>
          <span className="step-number">{index + 1}</span>
          <div>
            <div className="run-step-head">
              <h3>{step.title}</h3>
              <StepState state={step.state} />
            </div>
            {step.state !== 'asks' && (
              <p className="small muted">
                <span className={isCode(step) ? 'step-does' : ''}>{step.what}</span>
                {step.state === 'waiting' &&
                  approvalWords[step.approval] !== null &&
                  `, ${approvalWords[step.approval]}`}
              </p>
            )}
            <StepTimes step={step} near={Date.parse(run.startedAt)} />
            {stepMeaning(step) !== null && <p className="small run-meaning">{stepMeaning(step)}</p>}
            {step.says !== '' && (
              <p className="run-says">
                <Said text={step.says} />
              </p>
            )}
            {step.state === 'asks' && step.question !== null && <p className="run-question">{step.question.text}</p>}
            <StepWays run={run} step={step} act={act} isBusy={isBusy} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepTimes({ step: { startedAt, endedAt, by }, near }: { step: RunStep; near: number }): ReactNode {
  if (startedAt === null) return null;
  return (
    <p className="small muted">
      <Time at={Date.parse(startedAt)} near={near} />
      {endedAt !== null && `, took ${durationText(Date.parse(endedAt) - Date.parse(startedAt))}`}
      {by !== null && `, ${by}`}
    </p>
  );
}
