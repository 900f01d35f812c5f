/**
 * Where a drop began and ended, on one-minute data: the change point of highest likelihood for counts (Hinkley 1970) with
 * a share d missing inside. A minute is evidence for the drop by A·ln(1−d) + d·E. NaN counts are unknown and say nothing.
 */
export interface Minutes {
  actual: Float64Array;
  expected: Float64Array;
}

/** Share missing over [first, last), within the bounds that keep the likelihood finite. */
export function shareMissing(minutes: Minutes, first: number, last: number): number {
  let actual = 0;
  let expected = 0;
  for (let i = first; i < last; i++) {
    const count = minutes.actual[i]!;
    if (Number.isNaN(count)) continue;
    actual += count;
    expected += minutes.expected[i]!;
  }
  return expected > 0 ? Math.min(0.98, Math.max(0.05, 1 - actual / expected)) : 0.5;
}

/** First minute of a drop that lasts at `last` (exclusive), looked for from `earliest` on, near the guess `from`. */
export function refineOnset(minutes: Minutes, earliest: number, from: number, last: number): number {
  let onset = Math.max(earliest, Math.min(from, last - 1));
  for (let round = 0; round < 3; round++) {
    const share = shareMissing(minutes, onset, last);
    let sum = 0;
    let best = Number.NEGATIVE_INFINITY;
    let found = onset;
    for (let i = last - 1; i >= earliest; i--) {
      sum += evidence(minutes, i, share);
      if (sum > best) {
        best = sum;
        found = i;
      }
    }
    if (found === onset) break;
    onset = found;
  }
  return onset;
}

/** First minute after the drop [onset, …) that is as expected again, given that it is over by `last`. */
export function refineEnd(minutes: Minutes, onset: number, guess: number, last: number, dispersion: number): number {
  let end = guess;
  for (let round = 0; round < 3; round++) {
    const share = shareMissing(minutes, onset, Math.max(onset + 1, end));
    let sum = 0;
    let best = Number.NEGATIVE_INFINITY;
    let found = onset + 1;
    for (let i = onset; i < last; i++) {
      sum += evidence(minutes, i, share);
      if (sum > best) {
        best = sum;
        found = i + 1;
      }
    }
    if (found === end) break;
    end = found;
  }
  // a slow recovery goes on after the sharpest edge: then the end is where nothing is missing any more
  return stillMissing(minutes, end, guess, dispersion) ? guess : end;
}

/** More than a tenth, and more than three standard deviations of counts with this dispersion. */
function stillMissing(minutes: Minutes, from: number, to: number, dispersion: number): boolean {
  let actual = 0;
  let expected = 0;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(minutes.actual[i]!)) continue;
    actual += minutes.actual[i]!;
    expected += minutes.expected[i]!;
  }
  return expected > 0 && actual < 0.9 * expected && expected - actual > 3 * Math.sqrt(dispersion * expected);
}

function evidence(minutes: Minutes, i: number, share: number): number {
  const count = minutes.actual[i]!;
  return Number.isNaN(count) ? 0 : count * Math.log(1 - share) + share * minutes.expected[i]!;
}
