import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';

/** Joins minutes (in any order, with repeats) into as few intervals as they make. */
export function joinMinutes(minutes: Iterable<EpochMs>): Interval[] {
  const sorted = Float64Array.from(minutes).sort();
  const joined: Interval[] = [];
  for (const from of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, from + minute);
    else joined.push({ from, to: from + minute });
  }
  return joined;
}

/** One flag per minute of the window: 1 where an interval covers it wholly. */
export function covered(intervals: readonly Interval[], window: Interval): Uint8Array {
  const flags = new Uint8Array(Math.max(0, Math.ceil((window.to - window.from) / minute)));
  for (const { from, to } of intervals) {
    const first = Math.max(0, Math.ceil((from - window.from) / minute));
    const end = Math.min(flags.length, Math.floor((to - window.from) / minute));
    if (end > first) flags.fill(1, first, end);
  }
  return flags;
}
