import { bucketStart, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';

/** Half-open, minute-aligned, in order, neither touching nor overlapping. */
export type Spans = readonly Interval[];

/** Any intervals as spans within `window`: each widened to the minutes it touches, then cut to the window and merged. */
export function spansWithin(window: Interval, intervals: readonly Interval[]): Spans {
  const cut = intervals
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({
      from: Math.max(window.from, bucketStart(from, minute)),
      to: Math.min(window.to, bucketStart(to + minute - 1, minute)),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const span of cut) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Minutes that belong to both. */
export function intersect(a: Spans, b: Spans): Spans {
  const both: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i]!, b[j]!];
    const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (span.from < span.to) both.push(span);
    if (one.to <= other.to) i++;
    else j++;
  }
  return both;
}

/** Minutes of `a` that do not belong to `b`. */
export function subtract(a: Spans, b: Spans): Spans {
  const left: Interval[] = [];
  let j = 0;
  for (const span of a) {
    let from = span.from;
    while (j < b.length && b[j]!.to <= from) j++;
    for (let k = j; k < b.length && b[k]!.from < span.to; k++) {
      if (b[k]!.from > from) left.push({ from, to: b[k]!.from });
      from = Math.max(from, b[k]!.to);
    }
    if (from < span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** How many minutes the spans hold. */
export function minutesIn(spans: Spans): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from) / minute, 0);
}

/** The minutes of `window` (minute-aligned) that the series does not know: NaN, or outside the series. */
export function unknownSpans(window: Interval, { from, counts }: MinuteSeries): Spans {
  const unknown: Interval[] = [];
  for (let at = window.from; at < window.to; at += minute) {
    if (!Number.isNaN(counts[(at - from) / minute] ?? Number.NaN)) continue;
    const last = unknown.at(-1);
    if (last?.to === at) last.to = at + minute;
    else unknown.push({ from: at, to: at + minute });
  }
  return unknown;
}
