import type { EpochMs } from '../../../maths/instants.ts';
import { isOutside, type Run, type Runner, runningStep, stepOf } from './run.ts';
import { change, changeStep, type Draft, draftOf, note } from './run-draft.ts';
import type { NewRunAct, RunShown } from './runbook-contract.ts';

type Act = RunShown['may'][number];

/** Why an act cannot be done, by the code of the error that says so. */
export interface Hindered {
  code: 'conflict' | 'not_allowed' | 'bad_input' | 'not_found';
  why: string;
}

const conflict = (why: string): Hindered => ({ code: 'conflict', why });

/** Why an act cannot be done with a step; null where it can. */
function hindrance(run: Run, act: Exclude<Act, 'stop'>, index: number, who: Runner): Hindered | null {
  const { state, phase } = run.steps[index]!;
  const { approval, undo } = stepOf(run, index);
  const isHere = run.endedAt === null && (run.undoing[0] ?? run.at) === index;
  const said = conflict(`The step is ${state}; that cannot be done with it.`);
  switch (act) {
    case 'approve':
      if (!isHere || state !== 'needs-approval') return said;
      return approval === 'another' && (who.kind !== 'person' || run.startedBy?.id === who.id)
        ? { code: 'not_allowed', why: 'Another person than the one who runs it has to agree.' }
        : null;
    case 'answer':
      return isHere && state === 'asks' ? null : said;
    case 'mark-done':
      return isHere && state === 'unclear' ? null : said;
    case 'skip':
      if (isHere && ['needs-approval', 'asks', 'unclear'].includes(state)) return null;
      return endedHere(run, index) ? null : said;
    case 'retry':
      if (isHere && state === 'unclear') return null;
      if (phase === 'undo' && (state === 'failed' || state === 'refused') && runningStep(run) < 0) return null;
      return endedHere(run, index) ? null : said;
    case 'undo':
      if (undo === undefined) return conflict('Nothing is said of how to undo it.');
      if (state !== 'done' || phase !== 'do' || run.undoing.includes(index)) return said;
      return runningStep(run) >= 0 ? conflict('Something is under way: undo it once that is over.') : null;
  }
}

/** Whether the run failed at this step, and nothing was undone since, so that it may go on from there. */
function endedHere(run: Run, index: number): boolean {
  const { state, phase } = run.steps[index]!;
  const isFailed = phase === 'do' && (state === 'failed' || state === 'refused');
  const isUntouched = run.steps.every((step) => step.phase === 'do');
  return run.endedAt !== null && run.ending === 'failed' && run.at === index && isFailed && isUntouched;
}

const stepActs = ['approve', 'answer', 'skip', 'retry', 'mark-done', 'undo'] as const;

/** What somebody may do now with any of its steps, or with the run. */
export function actsOpen(run: Run, who: Runner): Act[] {
  const open = stepActs.filter((act) => run.steps.some((_, index) => hindrance(run, act, index, who) === null));
  return run.endedAt === null && run.ending !== 'stopped' ? [...open, 'stop'] : open;
}

/**
 * The run after somebody acted; what that leads to is for `stepRun`. `cutOff`: what is under way is to be ended.
 * Hindered where it cannot be done from where the run stands.
 */
export function afterAct(
  run: Run,
  act: NewRunAct,
  who: Runner,
  now: EpochMs,
): { draft: Draft; cutOff: boolean } | Hindered {
  const draft = draftOf(run);
  if (act.act === 'stop') {
    if (run.endedAt !== null || run.ending === 'stopped') return conflict('It is over.');
    return { draft, cutOff: stop(draft, act.reason, who.name, now) };
  }
  const index = run.spec.steps.findIndex(({ id }) => id === act.step);
  if (index < 0) return { code: 'not_found', why: `The run has no step ${act.step}.` };
  const hindered = hindrance(run, act.act, index, who);
  if (hindered) return hindered;
  // somebody looks after it now
  change(draft, { haltAfter: null });
  switch (act.act) {
    case 'approve':
      note(draft, index, 'Agreed.', now, who.name);
      changeStep(draft, index, { state: 'waiting', approvedBy: who.id, by: who.name });
      break;
    case 'answer': {
      const wrong = answer(draft, index, act.answer, who.name, now);
      if (wrong) return wrong;
      break;
    }
    case 'skip':
      note(draft, index, `Skipped: ${act.reason}`, now, who.name);
      passOver(draft, index, { state: 'skipped', by: who.name, endedAt: now, says: act.reason });
      break;
    case 'mark-done':
      note(draft, index, `Said to be done: ${act.reason}`, now, who.name);
      passOver(draft, index, { state: 'done', by: who.name, endedAt: now, says: act.reason });
      break;
    case 'retry':
      note(draft, index, 'To be done again.', now, who.name);
      retry(draft, index, who.name);
      break;
    case 'undo':
      note(draft, index, 'To be undone.', now, who.name);
      changeStep(draft, index, { by: who.name });
      change(draft, { undoing: [...run.undoing, index], endedAt: null });
      break;
  }
  return { draft, cutOff: false };
}

/** Ends the run; true where something is under way that has to be cut off first. */
function stop(draft: Draft, reason: string, by: string, now: EpochMs): boolean {
  note(draft, null, `Stopped: ${reason}`, now, by);
  change(draft, { ending: 'stopped', undoing: [] });
  const running = runningStep(draft.run);
  if (running < 0) return false;
  if (isOutside(draft.run, running)) return true;
  const says = 'Stopped while it waited.';
  changeStep(draft, running, { state: 'skipped', awaits: null, by, endedAt: now, says });
  return false;
}

/** The step is taken for over by what a person said. */
function passOver(draft: Draft, index: number, changes: Parameters<typeof changeStep>[2]): void {
  const isUndo = draft.run.steps[index]!.phase === 'undo';
  const undone = changes.state === 'done' ? 'undone' : 'unclear';
  changeStep(draft, index, isUndo ? { ...changes, state: undone } : changes);
  if (isUndo) change(draft, { undoing: draft.run.undoing.filter((one) => one !== index) });
  else reopen(draft, index);
}

function retry(draft: Draft, index: number, by: string): void {
  const { undoing } = draft.run;
  if (draft.run.steps[index]!.phase === 'undo') {
    changeStep(draft, index, { state: 'done', phase: 'do', by });
    change(draft, { undoing: [index, ...undoing.filter((one) => one !== index)], endedAt: null });
    return;
  }
  // who agreed did so to doing it once
  changeStep(draft, index, { state: 'waiting', by, approvedBy: null, endedAt: null });
  reopen(draft, index);
}

const reopen = (draft: Draft, index: number): void => change(draft, { at: index, ending: null, endedAt: null });

function answer(draft: Draft, index: number, given: string, by: string, now: EpochMs): Hindered | null {
  const step = stepOf(draft.run, index);
  const chosen = step.do === 'question' ? step.answers.find((one) => one.answer === given) : undefined;
  if (chosen === undefined) return { code: 'bad_input', why: 'answer: expected one of those that the step offers.' };
  note(draft, index, `Answered: ${given}`, now, by);
  changeStep(draft, index, { state: 'done', by, endedAt: now, says: given });
  const to = chosen.goTo === undefined ? index + 1 : draft.run.spec.steps.findIndex(({ id }) => id === chosen.goTo);
  const until = chosen.end ? draft.run.steps.length : to;
  for (let at = index + 1; at < until; at++) {
    changeStep(draft, at, { state: 'skipped', endedAt: now, says: `By the answer ${given}.` });
  }
  if (chosen.end) change(draft, { ending: 'done' });
  return null;
}
