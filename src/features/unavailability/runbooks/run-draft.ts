import type { EpochMs } from '../../../maths/instants.ts';
import { type KeptStep, type LogLine, type Run, stepOf } from './run.ts';

/** What became of a step. `unclear`: it was cut off, so that nobody knows; `awaits`: its outer part is done, and something is waited for. */
export interface Outcome {
  state: 'done' | 'failed' | 'refused' | 'unclear' | 'awaits';
  says: string;
  awaits?: 'person' | 'check';
}

/** A run that is being moved on, with what is to be written down of it. */
export interface Draft {
  run: Run;
  log: LogLine[];
  /** Steps that were beyond the rights they are held against, for the audit log. */
  refused: { step: string; why: string }[];
}

export const draftOf = (run: Run): Draft => ({ run, log: [], refused: [] });

export function change(draft: Draft, changes: Partial<Run>): void {
  draft.run = { ...draft.run, ...changes };
}

export function changeStep(draft: Draft, index: number, changes: Partial<KeptStep>): void {
  const steps = draft.run.steps.map((step, at) => (at === index ? { ...step, ...changes } : step));
  change(draft, { steps });
}

/** Writes a line; `index` null is of the run as a whole. */
export function note(draft: Draft, index: number | null, says: string, now: EpochMs, by: string | null = null): void {
  draft.log.push({ at: now, step: index === null ? null : stepOf(draft.run, index).id, by, says });
}

/** The steps that are done and can be undone, the last first. */
export function undoable(run: Run): number[] {
  return run.steps
    .flatMap(({ state, phase }, index) =>
      state === 'done' && phase === 'do' && stepOf(run, index).undo !== undefined ? [index] : [],
    )
    .reverse();
}

/** Notes what became of a step that was under way, and what follows from that by its `onFailure`. */
export function settle(draft: Draft, index: number, outcome: Outcome, now: EpochMs): void {
  const { phase } = draft.run.steps[index]!;
  if (outcome.state === 'awaits') {
    changeStep(draft, index, { awaits: outcome.awaits ?? 'check', says: outcome.says });
    note(draft, index, outcome.says, now);
    return;
  }
  const { state, says } = outcome;
  const ended = { awaits: null, endedAt: now, says };
  if (state === 'refused') draft.refused.push({ step: stepOf(draft.run, index).id, why: says });
  if (phase === 'undo') {
    changeStep(draft, index, { ...ended, state: state === 'done' ? 'undone' : state });
    note(draft, index, `${undoWords[state]}${says === '' ? '' : `: ${says}`}`, now);
    // of an undoing that is unclear a person is asked before anything else is undone
    if (state !== 'unclear') change(draft, { undoing: draft.run.undoing.filter((one) => one !== index) });
    return;
  }
  changeStep(draft, index, { ...ended, state });
  note(draft, index, `${doWords[state]}${says === '' ? '' : `: ${says}`}`, now);
  if (state === 'failed' || state === 'refused') fail(draft, index, now);
}

function fail(draft: Draft, index: number, now: EpochMs): void {
  const { onFailure } = stepOf(draft.run, index);
  if (draft.run.ending !== null || onFailure === 'go-on') return;
  const undoing = onFailure === 'undo' ? undoable(draft.run) : [];
  change(draft, { ending: 'failed', undoing });
  if (onFailure === 'undo') note(draft, null, `What was done is undone: ${undoing.length} of the steps can be.`, now);
}

const doWords = { done: 'Done', failed: 'Failed', refused: 'Refused', unclear: 'Unclear' };
const undoWords = {
  done: 'Undone',
  failed: 'Could not be undone',
  refused: 'Undoing it was refused',
  unclear: 'Unclear whether it was undone',
};
