import type { EpochMs, Interval } from '../../maths/instants.ts';

/** Disjoint intervals in order, none touching the next. */
export type Intervals = Interval[];

/**
 * Adds an interval in place, joined with those it overlaps or touches. An empty one adds nothing.
 * Appending at the end, the usual case, takes constant time; elsewhere logarithmic plus what is joined.
 */
export function addInterval(intervals: Intervals, added: Interval): void {
  if (added.to <= added.from) return;
  const first = firstEndingAtOrAfter(intervals, added.from);
  let { from, to } = added;
  let after = first;
  while (after < intervals.length && intervals[after]!.from <= to) {
    from = Math.min(from, intervals[after]!.from);
    to = Math.max(to, intervals[after]!.to);
    after++;
  }
  intervals.splice(first, after - first, { from, to });
}

/** The parts of the intervals inside the window. */
export function clipIntervals(intervals: Intervals, window: Interval): Intervals {
  const clipped: Intervals = [];
  for (let i = firstEndingAtOrAfter(intervals, window.from); i < intervals.length; i++) {
    const from = Math.max(intervals[i]!.from, window.from);
    const to = Math.min(intervals[i]!.to, window.to);
    if (intervals[i]!.from >= window.to) break;
    if (from < to) clipped.push({ from, to });
  }
  return clipped;
}

function firstEndingAtOrAfter(intervals: Intervals, at: EpochMs): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]!.to < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
