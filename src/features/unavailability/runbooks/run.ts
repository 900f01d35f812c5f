import type { EpochMs } from '../../../maths/instants.ts';
import { machine, type Who } from '../../access/who.ts';
import type { RunbookSpec, RunbookStep } from './runbook.ts';
import type { RunShown, StepState } from './runbook-contract.ts';

/** Whose rights the steps are held against. */
export interface Runner {
  kind: 'person' | 'token' | 'machine';
  id: string;
  /** As others read it. */
  name: string;
  /** As the audit log has it. */
  account: string;
}

/** A step as it stands. */
export interface KeptStep {
  state: StepState;
  /** Whether its state is that of doing it or of undoing it. */
  phase: 'do' | 'undo';
  /** How often it was begun, to be done or undone; a result that bears another number comes too late. */
  attempt: number;
  startedAt: EpochMs | null;
  endedAt: EpochMs | null;
  /** Who approved, answered, or said what became of it. */
  by: string | null;
  /** Id of who agreed to it; null: nobody, or nobody has to. */
  approvedBy: string | null;
  /** Whom or what it waits for, once the outer part is done: a second person, or a check. */
  awaits: 'person' | 'check' | null;
  says: string;
}

/** A run with what it was started with: a later edit of its Runbook changes nothing of it. */
export interface Run {
  id: string;
  runbook: string;
  displayName: string;
  incident: string | null;
  spec: RunbookSpec;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  /** Null: by policy. */
  startedBy: Runner | null;
  /** The process of the server that took it on last; another one finds what that one left. */
  server: string;
  /** The step whose turn it is; past the last one when all are through. */
  at: number;
  /** Steps that are still to be undone, in that order. */
  undoing: readonly number[];
  /** How it ends once nothing is left to be undone; null while it goes on. */
  ending: 'done' | 'stopped' | 'failed' | null;
  /** The last step that a server begun anew may take by itself; null: no such limit. */
  haltAfter: number | null;
  steps: readonly KeptStep[];
}

export interface LogLine {
  at: EpochMs;
  /** Id of the step; null: of the run. */
  step: string | null;
  by: string | null;
  says: string;
}

/** Something to be carried out outside of the records. */
export interface Effect {
  step: number;
  phase: 'do' | 'undo';
  attempt: number;
}

/** A run as it stands: `version` is the one it was read at, 0 for one that was never written. */
export interface KeptRun {
  run: Run;
  version: number;
}

const freshStep: KeptStep = {
  ...{ state: 'waiting', phase: 'do', attempt: 0, startedAt: null, endedAt: null },
  ...{ by: null, approvedBy: null, awaits: null, says: '' },
};

/** A run before its first step. */
export function newRun(
  given: Pick<Run, 'id' | 'runbook' | 'displayName' | 'incident' | 'spec' | 'startedBy' | 'server'>,
  now: EpochMs,
): Run {
  return {
    ...given,
    ...{ startedAt: now, endedAt: null, at: 0, undoing: [], ending: null, haltAfter: null },
    steps: given.spec.steps.map(() => freshStep),
  };
}

/** Who asks, as a run remembers people. */
export const runnerOf = (who: Who): Runner => ({
  kind: who.kind,
  id: who.id,
  name: who.kind === 'person' ? who.displayName : who.name,
  account: who.name,
});

/** Who answers for what a run does, as the audit log names it. */
export const auditedAs = ({ startedBy }: Pick<Run, 'startedBy'>): Pick<Who, 'kind' | 'id' | 'name'> =>
  startedBy === null ? machine : { kind: startedBy.kind, id: startedBy.id, name: startedBy.account };

export const stepOf = (run: Run, index: number): RunbookStep => run.spec.steps[index]!;

/** What a step does, or what undoes it. */
export const actionOf = (run: Run, { step, phase }: Pick<Effect, 'step' | 'phase'>) =>
  phase === 'undo' ? stepOf(run, step).undo! : stepOf(run, step);

/** Whether something of the step is under way outside, of which only its result tells. */
export const isOutside = (run: Run, index: number): boolean => {
  const { state, awaits } = run.steps[index]!;
  return state === 'running' && awaits === null && !(stepOf(run, index).do === 'wait');
};

export const runningStep = (run: Run): number => run.steps.findIndex(({ state }) => state === 'running');

/** How the run stands as a whole. */
export function stateOf(run: Run): RunShown['state'] {
  if (run.endedAt !== null) return run.ending!;
  const running = run.steps[runningStep(run)];
  if (running) return running.awaits === 'person' ? 'needs' : 'running';
  const [undone] = run.undoing;
  const present = run.steps[undone ?? run.at]?.state;
  const isAsked = undone === undefined && run.ending === null && (present === 'needs-approval' || present === 'asks');
  return isAsked || (present === 'unclear' && (undone !== undefined || run.ending === null)) ? 'needs' : 'running';
}
