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

/** Minutes that all of the flags cover; none where there are no flags. */
export function allOf(flags: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length).fill(flags.length === 0 ? 0 : 1);
  for (const one of flags) for (let i = 0; i < length; i++) all[i]! &= one[i]!;
  return all;
}

/** Minutes that any of the flags covers. */
export function anyOf(flags: readonly Uint8Array[], length: number): Uint8Array {
  const any = new Uint8Array(length);
  for (const one of flags) for (let i = 0; i < length; i++) any[i]! |= one[i]!;
  return any;
}
