import type { Interval } from '../../maths/instants.ts';
import { minute } from '../../maths/instants.ts';
import type { PassColumns } from '../../stores/measurements/measurements.ts';
import { type UptimeCells, type UserEvent, userUptime } from './user-uptime.ts';

/** A user who did nothing for so long is away. The paper's 30 minutes; what users do is kept by the minute, so it is no finer. */
export const userCutoffMs = 30 * minute;

/**
 * What counts of what a user did. Who gave up of his own will tells nothing of the service. Where both happened in one minute, the
 * later step of the process holds, and of the same step the success: nobody tries again after one.
 */
export const countedOutcomes = ['failed', 'ok'] as const;

/** Time of users up and down per minute, of each process of `passes` that has any (by its place in the list that was asked). */
export function userMinutes(passes: PassColumns, window: Interval): Map<number, UptimeCells> {
  const cells = new Map<number, UptimeCells>();
  let row = 0;
  while (row < passes.at.length) {
    const process = passes.process[row]!;
    let end = row;
    while (end < passes.at.length && passes.process[end] === process) end++;
    cells.set(process, userUptime(eventsOf(passes, row, end), window, userCutoffMs));
    row = end;
  }
  return cells;
}

/** Users stand together in the rows, so each is named by the row at which it begins: no pseudonym goes any further. */
function* eventsOf(passes: PassColumns, first: number, end: number): Generator<UserEvent> {
  let user = '';
  for (let row = first; row < end; row++) {
    if (row === first || passes.user[row] !== passes.user[row - 1]) user = String(row);
    yield { user, at: passes.at[row]!, ok: passes.outcome[row] === countedOutcomes.indexOf('ok') };
  }
}
