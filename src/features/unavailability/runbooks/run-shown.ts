import { toRfc3339 } from '../../../maths/instants.ts';
import type { Who } from '../../access/who.ts';
import { actsOpen } from './after-act.ts';
import { type KeptRun, type LogLine, type Run, runnerOf, stateOf, stepOf } from './run.ts';
import type { RunShown, RunStep } from './runbook-contract.ts';
import { whatItDoes } from './what-it-does.ts';

/** A run as people see it; `may` is what who asks may do with it now. */
export function runShown({ run, version }: KeptRun, log: readonly LogLine[], who: Who | null): RunShown {
  return {
    id: run.id,
    runbook: run.runbook,
    displayName: run.displayName,
    incident: run.incident,
    state: stateOf(run),
    startedAt: toRfc3339(run.startedAt),
    endedAt: run.endedAt === null ? null : toRfc3339(run.endedAt),
    startedBy: run.startedBy?.name ?? null,
    rightsOf: run.startedBy?.name ?? `the policy of the runbook ${run.displayName}`,
    steps: run.steps.map((_, index) => stepShown(run, index)),
    log: log.map(({ at, step, by, says }) => ({ at: toRfc3339(at), step, by, says })),
    revision: version,
    may: who?.rights.has('respond') ? actsOpen(run, runnerOf(who)) : [],
  };
}

function stepShown(run: Run, index: number): RunStep {
  const step = stepOf(run, index);
  const { state, startedAt, endedAt, by, says } = run.steps[index]!;
  return {
    id: step.id,
    title: step.title,
    do: step.do,
    what: whatItDoes(step),
    approval: step.approval,
    repeatable: step.repeatable,
    undoable: step.undo !== undefined,
    state,
    startedAt: startedAt === null ? null : toRfc3339(startedAt),
    endedAt: endedAt === null ? null : toRfc3339(endedAt),
    by,
    says,
    question: step.do === 'question' ? { text: step.text, answers: step.answers.map(({ answer }) => answer) } : null,
  };
}
