import type { EpochMs } from '../../../maths/instants.ts';
import { actionOf, isOutside, type Run, runningStep, stepOf } from './run.ts';
import { change, changeStep, type Draft, draftOf, note, settle } from './run-draft.ts';

const stopped = 'The server was stopped in between, and this runbook does not go on by itself.';
/** What stands in Waga's own records: reading them, and commands that are known again there, so that giving one twice is giving it once. */
const onRecord: ReadonlySet<string> = new Set(['gather', 'switch', 'message']);
const unknown = 'The server was stopped while it ran: nobody knows whether it was done';
const again = `${unknown}. It may be done twice, so it is done again.`;

/**
 * The run as a server finds it that is not the one which took it on last; null where it is the same. A step that was under way is
 * begun anew only where it may be done twice, else it is `unclear`; between two steps the run goes on or stops as it says.
 */
export function afterRestart(before: Run, server: string, now: EpochMs): Draft | null {
  if (before.server === server) return null;
  const draft = draftOf({ ...before, server });
  if (before.endedAt !== null) return draft;
  const running = runningStep(before);
  if (running >= 0 && isOutside(before, running)) cutOff(draft, running, now);
  else if (running >= 0) whileItWaited(draft, running, now);
  else betweenSteps(draft, now);
  return draft;
}

/** Something was under way. What reached out may be done again only where its step says so, and undoing it never. */
function cutOff(draft: Draft, index: number, now: EpochMs): void {
  const { repeatable } = stepOf(draft.run, index);
  const { phase, attempt } = draft.run.steps[index]!;
  const isKnown = onRecord.has(actionOf(draft.run, { step: index, phase }).do);
  if (!isKnown && (phase === 'undo' || !repeatable)) {
    settle(draft, index, { state: 'unclear', says: `${unknown}. A person has to look.` }, now);
    return;
  }
  // the same number makes it the same command, which is known again by what it was given to
  const before = phase === 'undo' ? ({ state: 'done', phase: 'do' } as const) : ({ state: 'waiting' } as const);
  changeStep(draft, index, { ...before, attempt: isKnown ? attempt - 1 : attempt });
  note(draft, index, isKnown ? 'The server was stopped while it ran; it goes on.' : again, now);
  if (draft.run.spec.afterRestart === 'stop') change(draft, { haltAfter: index });
}

/** A wait ends by the clock, whoever looks at it; a second person or a check is waited for as before. */
function whileItWaited(draft: Draft, index: number, now: EpochMs): void {
  if (draft.run.spec.afterRestart === 'go-on') return;
  if (draft.run.steps[index]!.awaits !== null) {
    change(draft, { haltAfter: index });
    return;
  }
  changeStep(draft, index, { state: 'skipped', endedAt: now, says: stopped });
  note(draft, index, stopped, now);
  change(draft, { ending: 'stopped' });
}

function betweenSteps(draft: Draft, now: EpochMs): void {
  const { run } = draft;
  const isBegun = run.steps.some(({ attempt, endedAt }) => attempt > 0 || endedAt !== null);
  const [undo] = run.undoing;
  const state = run.steps[undo ?? run.at]?.state;
  const asksSomebody = state === 'needs-approval' || state === 'asks' || state === 'unclear';
  // before its first step nothing was left half done, and where a person is asked that person decides
  if (!isBegun || asksSomebody) return;
  if (run.spec.afterRestart === 'go-on') {
    note(draft, null, 'The server was stopped in between; it goes on.', now);
    return;
  }
  if (run.ending !== null && undo === undefined) return;
  if (run.ending === null && run.at >= run.steps.length - 1 && state !== 'waiting') return;
  note(draft, null, undo === undefined ? stopped : `${stopped} What was to be undone is not.`, now);
  change(draft, { undoing: [], ending: run.ending ?? 'stopped' });
}
