import { ProductError } from '../../errors.ts';
import type { EpochMs } from '../../maths/instants.ts';
import { endsOf, type Outage, type OutageState } from './outage.ts';
import type { OutageAct } from './outage-contract.ts';

type Act = OutageAct['act'];

/** From where each act may be done, where it leads, and how the trail calls it. */
export const ways: Record<Act, { from: readonly OutageState[]; to: OutageState; what: string; needsReason: boolean }> =
  {
    confirm: { from: ['draft'], to: 'confirmed', what: 'confirmed', needsReason: false },
    remove: { from: ['draft', 'confirmed', 'reported', 'locked'], to: 'removed', what: 'removed', needsReason: true },
    // whoever takes it back looks at it again
    restore: { from: ['removed'], to: 'draft', what: 'restored', needsReason: true },
    // who reports on a draft has seen that it was one
    report: { from: ['draft', 'confirmed'], to: 'reported', what: 'reported', needsReason: false },
  };

/**
 * The outage after an act. Throws ProductError `conflict` where it cannot be done from where the outage stands, and for a report
 * on one that lasts or whose cause or summary nobody wrote; `bad_input` where the reason is missing.
 */
export function afterAct(outage: Outage, { act, reason }: OutageAct, now: EpochMs): Outage {
  const { from, to, needsReason } = ways[act];
  if (!from.includes(outage.state)) throw conflict(`It is ${outage.state}; that cannot be done from there.`);
  if (needsReason && reason === undefined) throw reasonMissing(`To ${act} an outage, say why.`);
  if (act === 'report') checkReport(outage, now);
  return { ...outage, state: to, ...(act === 'remove' ? { proposal: null } : {}) };
}

function checkReport(outage: Outage, now: EpochMs): void {
  const { to } = endsOf(outage);
  if (to === null || to > now) throw conflict('It is not over; it is reported once it has ended.');
  if (outage.cause === '' || outage.summary === '') {
    throw conflict('A report says the cause and a summary: write them first.');
  }
}

const overdueStates: readonly OutageState[] = ['draft', 'confirmed'];

/** Whether the report on it is due and is not written. */
export const isOverdue = (outage: Outage, now: EpochMs): boolean =>
  overdueStates.includes(outage.state) && endsOf(outage).to !== null && outage.dueAt <= now;

/** A change of a month that is frozen says why. Throws ProductError `bad_input`. */
export function checkReason(reaches: boolean, reason: string | null | undefined): void {
  if (reaches && !reason) throw reasonMissing('Its month is frozen: a change of it needs a reason.');
}

const reasonMissing = (message: string): ProductError =>
  new ProductError('bad_input', `reason: ${message}`, { field: 'reason' });
const conflict = (message: string): ProductError => new ProductError('conflict', message);
