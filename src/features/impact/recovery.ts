/**
 * Whether a drop is over: "as expected again" against "at least `share` still missing" on the count likelihood, minute by
 * minute (CUSUM turned round: A·(−ln(1−share)) − share·E). One good minute at a low rate proves nothing and is not taken
 * for the end.
 */
export interface Recovery {
  share: number;
  sum: number;
  /** Index of the first minute of the present run of good evidence. */
  start: number;
  since: number;
}

/** Evidence wanted: odds of e^5 (about 150 to 1), in units of the over-dispersion. */
const enough = 5;
/** And not on fewer minutes than this. */
const leastMinutes = 3;

/** Looks for an end against so much still missing: the smaller of a fifth, the P2 threshold and half the drop's share. */
export function newRecovery(partial: number, dropShare: number): Recovery {
  return { share: Math.max(0.02, Math.min(0.2, partial, dropShare / 2)), sum: 0, start: -1, since: 0 };
}

/** Takes in a measured minute; true when the drop is over. `index` is the minute's number. */
export function advanceRecovery(
  recovery: Recovery,
  index: number,
  count: number,
  expected: number,
  dispersion: number,
): boolean {
  if (recovery.sum <= 0) {
    recovery.start = index;
    recovery.since = 0;
  }
  recovery.sum = Math.max(0, recovery.sum - count * Math.log(1 - recovery.share) - recovery.share * expected);
  recovery.since++;
  return recovery.sum / dispersion >= enough && recovery.since >= leastMinutes;
}
