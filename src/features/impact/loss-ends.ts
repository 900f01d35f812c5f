import { type Minutes, shareMissing } from './change-points.ts';

/** Both ends as indices of minutes (`to` exclusive) with 90 % intervals, or as they were given when nothing stands out. */
export interface RefinedEnds {
  from: number;
  to: number;
  fromBetween: [number, number];
  toBetween: [number, number];
  refined: boolean;
  /** A drop of its own that lies beside the refined one within what was given; null when there is none. */
  another: [number, number] | null;
}

/** Log odds, in units of the over-dispersion, without which a stretch is no drop that could be refined. */
const enough = 9;
/** And without which a further stretch, less deep than the drop itself, does not belong to it. */
const enoughBeside = 4.5;
const shares = [0.15, 0.3, 0.5, 0.7, 0.85, 0.95];
const weaker = [0.5, 0.2];

/**
 * Refines both ends of an outage given as minutes [given.from, given.to) on one-minute data, looking back to `earliest`. The
 * stretch with the highest likelihood of a share d missing inside (change points of Hinkley 1970, both at once by
 * Kadane's maximal sum, over several d), widened on either side where a weaker drop stands out beside it (a slow begin or
 * recovery). Intervals: the likelihood of each end over the other minutes, tempered by the over-dispersion, taken as odds.
 * Unknown minutes (NaN) are no evidence.
 */
export function refineBothEnds(
  minutes: Minutes,
  given: { from: number; to: number },
  earliest: number,
  dispersion: number,
): RefinedEnds {
  const unrefined: RefinedEnds = {
    ...given,
    fromBetween: [given.from, given.from],
    toBetween: [given.to, given.to],
    refined: false,
    another: null,
  };
  let best = deepestStretch(minutes, earliest, given.to, dispersion);
  if (best.score < enough) return unrefined;
  for (let round = 0; round < 3; round++) {
    const share = shareMissing(minutes, best.from, best.to);
    const found = bestStretch(minutes, earliest, given.to, share, dispersion);
    if (found.score <= best.score) break;
    best = found;
  }
  const share = shareMissing(minutes, best.from, best.to);
  const fromBetween = between(cumulative(minutes, best.to - 1, earliest, share, dispersion));
  const toBetween = between(cumulative(minutes, best.from, given.to - 1, share, dispersion));
  const from = widened(minutes, best.from - 1, earliest, dispersion, -1) + 1;
  const to = widened(minutes, best.to, given.to - 1, dispersion, 1);
  return {
    from,
    to,
    fromBetween: [Math.min(from, best.to - fromBetween[1]), Math.max(from, best.to - fromBetween[0])],
    toBetween: [Math.min(to, best.from + toBetween[0]), Math.max(to, best.from + toBetween[1])],
    refined: true,
    another: anotherBeside(minutes, [given.from, from], [to, given.to], dispersion),
  };
}

function anotherBeside(
  minutes: Minutes,
  before: [number, number],
  after: [number, number],
  dispersion: number,
): [number, number] | null {
  const found = [before, after]
    .filter(([first, last]) => last > first)
    .map(([first, last]) => deepestStretch(minutes, first, last, dispersion))
    .sort((a, b) => b.score - a.score)[0];
  return found && found.score >= enough ? [found.from, found.to] : null;
}

function deepestStretch(minutes: Minutes, first: number, last: number, dispersion: number) {
  let best = { score: 0, from: first, to: last };
  for (const share of shares) {
    const found = bestStretch(minutes, first, last, share, dispersion);
    if (found.score > best.score) best = found;
  }
  return best;
}

/** The stretch of [first, last) with the highest sum of evidence. */
function bestStretch(minutes: Minutes, first: number, last: number, share: number, dispersion: number) {
  let best = { score: 0, from: first, to: first };
  let sum = 0;
  let from = first;
  for (let i = first; i < last; i++) {
    if (sum <= 0) {
      sum = 0;
      from = i;
    }
    sum += evidence(minutes, i, share) / dispersion;
    if (sum > best.score) best = { score: sum, from, to: i + 1 };
  }
  return best;
}

/** Evidence summed from one end towards the other: element k holds k + 1 minutes. */
function cumulative(minutes: Minutes, from: number, towards: number, share: number, dispersion: number): number[] {
  const sums: number[] = [];
  let sum = 0;
  const step = towards >= from ? 1 : -1;
  for (let i = from; i !== towards + step; i += step) {
    sum += evidence(minutes, i, share) / dispersion;
    sums.push(sum);
  }
  return sums;
}

/** The numbers of minutes between which 90 % of the odds lie. */
function between(sums: readonly number[]): [number, number] {
  const highest = Math.max(...sums);
  const odds = sums.map((sum) => Math.exp(sum - highest));
  const total = odds.reduce((a, b) => a + b, 0);
  let below = 0;
  let low = -1;
  for (let k = 0; k < odds.length; k++) {
    below += odds[k]! / total;
    if (low < 0 && below > 0.05) low = k + 1;
    if (below >= 0.95) return [low, k + 1];
  }
  return [Math.max(1, low), odds.length];
}

/** The first minute outside, going on from `start` as long as a weaker drop stands out. */
function widened(minutes: Minutes, start: number, limit: number, dispersion: number, step: 1 | -1): number {
  let edge = start;
  for (const share of weaker) {
    let sum = 0;
    let best = enoughBeside;
    let found = edge;
    for (let i = edge; step > 0 ? i <= limit : i >= limit; i += step) {
      sum += evidence(minutes, i, share) / dispersion;
      if (sum < -enoughBeside) break;
      if (sum > best) {
        best = sum;
        found = i + step;
      }
    }
    edge = found;
  }
  return edge;
}

function evidence(minutes: Minutes, i: number, share: number): number {
  const count = minutes.actual[i]!;
  return Number.isNaN(count) ? 0 : count * Math.log(1 - share) + share * minutes.expected[i]!;
}
