import { type Interval, minute } from '../../maths/instants.ts';

/** Minutes of a window, numbered from its start: `to` does not belong to it. */
export interface Span {
  from: number;
  to: number;
}

/** How many minutes begin in the window, a last one that is cut with them. */
export const minutesIn = ({ from, to }: Interval): number => Math.max(0, Math.ceil((to - from) / minute));

/** The minutes of the window that lie wholly in an interval, as spans in order of which none touches the next. */
export function spansOf(intervals: readonly Interval[], window: Interval): Span[] {
  const length = minutesIn(window);
  const spans = intervals.map(({ from, to }) => ({
    from: Math.max(0, Math.ceil((from - window.from) / minute)),
    to: Math.min(length, Math.floor((to - window.from) / minute)),
  }));
  return joined(spans.filter(({ from, to }) => from < to));
}

/** Minutes of any of them. */
export const anyOf = (all: readonly (readonly Span[])[]): Span[] =>
  all.length === 1 ? [...all[0]!] : joined(all.flat());

/** Minutes of every one of them; none where there are none. */
export function allOf(all: readonly (readonly Span[])[]): Span[] {
  let common: readonly Span[] = all[0] ?? [];
  for (const other of all.slice(1)) common = both(common, other);
  return [...common];
}

function both(one: readonly Span[], other: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    const [first, second] = [one[a]!, other[b]!];
    const [from, to] = [Math.max(first.from, second.from), Math.min(first.to, second.to)];
    if (from < to) common.push({ from, to });
    if (first.to <= second.to) a += 1;
    else b += 1;
  }
  return common;
}

function joined(spans: readonly Span[]): Span[] {
  const ordered: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = ordered.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else ordered.push({ from, to });
  }
  return ordered;
}

/** One flag for each minute: 1 where a span holds it. */
export function flagsOf(spans: readonly Span[], length: number): Uint8Array {
  const flags = new Uint8Array(length);
  for (const { from, to } of spans) flags.fill(1, from, to);
  return flags;
}

/** How many minutes of each piece of so many minutes the spans hold, from the start; the last piece may be cut short. */
export function minutesInPieces(spans: readonly Span[], length: number, piece: number): Uint8Array {
  const held = new Uint8Array(Math.ceil(length / piece));
  for (const { from, to } of spans) {
    for (let nth = Math.floor(from / piece); nth * piece < to; nth++) {
      held[nth]! += Math.min(to, (nth + 1) * piece) - Math.max(from, nth * piece);
    }
  }
  return held;
}
