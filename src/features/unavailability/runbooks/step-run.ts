import type { EpochMs } from '../../../maths/instants.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { actionOf, type Effect, isOutside, type Run, runningStep, stepOf } from './run.ts';
import { change, changeStep, type Draft, draftOf, note, type Outcome, settle } from './run-draft.ts';

/** What has to be known of the world before a run is moved on. */
export interface RunFacts {
  /** Why a step, or undoing it, is beyond the rights it is held against now; null where it is not. */
  refusal(of: Pick<Effect, 'step' | 'phase'>): string | null;
  /** What became of what a step waits for; null: not yet. */
  awaited: Outcome | null;
}

export interface Stepped extends Draft {
  /** What is to be carried out now; it is noted as running in `run`. */
  effect: Effect | null;
  /** When to look again by the clock alone; null: never. */
  until: EpochMs | null;
}

/**
 * Moves a run on until something has to be carried out, a time has to come or a person is waited for. Pure: the same run, facts and
 * time give the same answer, and a run that has nothing to do is given back as it is.
 */
export function stepRun(before: Run, facts: RunFacts, now: EpochMs): Stepped {
  const draft = draftOf(before);
  const answer = (effect: Effect | null, until: EpochMs | null = null): Stepped => ({ ...draft, effect, until });
  for (;;) {
    const { run } = draft;
    if (run.endedAt !== null) return answer(null);
    const running = runningStep(run);
    if (running >= 0) {
      if (isOutside(run, running)) return answer(null);
      const outcome = overdue(run, running, facts, now);
      if (outcome === null) return answer(null, dueAt(run, running));
      settle(draft, running, outcome, now);
      continue;
    }
    const [undo] = run.undoing;
    if (undo !== undefined) {
      if (run.steps[undo]!.state === 'unclear') return answer(null);
      const effect = begin(draft, undo, 'undo', facts, now);
      if (effect) return answer(effect);
      continue;
    }
    if (run.ending !== null) {
      end(draft, now);
      continue;
    }
    const { at } = run;
    const present = run.steps[at];
    if (present === undefined) {
      change(draft, { ending: 'done' });
      continue;
    }
    switch (present.state) {
      case 'waiting': {
        const effect = turn(draft, at, facts, now);
        if (effect) return answer(effect);
        break;
      }
      case 'needs-approval':
      case 'unclear':
        return answer(null);
      case 'asks': {
        const limit = limitAt(run, at);
        if (limit === null || now < limit) return answer(null, limit);
        settle(draft, at, { state: 'failed', says: 'Nobody answered in time.' }, now);
        break;
      }
      default:
        change(draft, { at: at + 1 });
    }
  }
}

/** The turn of a step has come. */
function turn(draft: Draft, at: number, facts: RunFacts, now: EpochMs): Effect | null {
  const { run } = draft;
  const step = stepOf(run, at);
  const { approvedBy } = run.steps[at]!;
  if (run.haltAfter !== null && at > run.haltAfter) {
    note(draft, null, 'The server was stopped in between: nothing more is done by itself.', now);
    change(draft, { ending: 'stopped' });
    return null;
  }
  if (step.approval !== 'none' && approvedBy === null) {
    changeStep(draft, at, { state: 'needs-approval', startedAt: now });
    note(draft, at, step.approval === 'another' ? 'Another person has to agree.' : 'A person has to agree.', now);
    return null;
  }
  if (step.do === 'question') {
    changeStep(draft, at, { state: 'asks', startedAt: now, endedAt: null });
    note(draft, at, step.text, now);
    return null;
  }
  return begin(draft, at, 'do', facts, now);
}

/** Notes that a step is under way; null where nothing has to be carried out, or it is refused. */
function begin(draft: Draft, step: number, phase: Effect['phase'], facts: RunFacts, now: EpochMs): Effect | null {
  const attempt = draft.run.steps[step]!.attempt + 1;
  changeStep(draft, step, { state: 'running', phase, attempt, startedAt: now, endedAt: null, awaits: null });
  const refusal = facts.refusal({ step, phase });
  if (refusal !== null) {
    settle(draft, step, { state: 'refused', says: refusal }, now);
    return null;
  }
  note(draft, step, phase === 'undo' ? 'Is undone.' : 'Begun.', now);
  return actionOf(draft.run, { step, phase }).do === 'wait' ? null : { step, phase, attempt };
}

/** What becomes of a step that waits for a time, a person or a check; null: it waits on. */
function overdue(run: Run, index: number, { awaited }: RunFacts, now: EpochMs): Outcome | null {
  const step = stepOf(run, index);
  const limit = limitAt(run, index);
  const isWait = step.do === 'wait';
  const ends = isWait ? waitEnds(run, index) : null;
  if (ends !== null && now >= ends && (limit === null || ends <= limit)) return { state: 'done', says: '' };
  if (!isWait && awaited !== null && awaited.state !== 'awaits') return awaited;
  return limit !== null && now >= limit ? { state: 'failed', says: 'It took longer than it may.' } : null;
}

function dueAt(run: Run, index: number): EpochMs | null {
  const limit = limitAt(run, index);
  if (stepOf(run, index).do !== 'wait') return limit;
  return Math.min(waitEnds(run, index), limit ?? Number.POSITIVE_INFINITY);
}

function waitEnds(run: Run, index: number): EpochMs {
  const step = stepOf(run, index);
  return run.steps[index]!.startedAt! + (step.do === 'wait' ? parseDuration(step.for)! : 0);
}

/** When a step has failed for having taken too long; null where it may take as long as it likes. */
export function limitAt(run: Run, index: number): EpochMs | null {
  const { timeLimit } = stepOf(run, index);
  return timeLimit === undefined ? null : run.steps[index]!.startedAt! + parseDuration(timeLimit)!;
}

const endWords = { done: 'Over: done.', stopped: 'Over: stopped.', failed: 'Over: failed.' };

function end(draft: Draft, now: EpochMs): void {
  // nobody is waited for any more
  draft.run.steps.forEach(({ state }, index) => {
    if (state === 'needs-approval' || state === 'asks') changeStep(draft, index, { state: 'skipped', endedAt: now });
  });
  note(draft, null, endWords[draft.run.ending!], now);
  change(draft, { endedAt: now });
}
