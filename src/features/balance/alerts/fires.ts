import { bucketStart, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { Spans } from '../minute-spans.ts';

/** A time in which an alert fired; `to` is null while it does. */
export interface FireTime {
  from: EpochMs;
  to: EpochMs | null;
}

/** An alert that began to fire so long before a loss told of it: what breaks is often seen before it is missed. */
export const earlyMs = 10 * minute;

/**
 * The fires of an alert within a window: its times widened to the minutes they touch, those that overlap or touch as one (five copies of
 * a service that fail together fire once), cut to the window. A time without length is the minute it lies in.
 */
export function firesIn(window: Interval, times: readonly FireTime[], now: EpochMs): Spans {
  const cut: Interval[] = [];
  let isSorted = true;
  for (const { from, to } of times) {
    const span = minutesOf({ from, to: to ?? Math.max(now, from + 1) });
    if (span.from >= window.to || span.to <= window.from) continue;
    span.from = Math.max(span.from, window.from);
    span.to = Math.min(span.to, window.to);
    isSorted &&= cut.length === 0 || cut.at(-1)!.from <= span.from;
    cut.push(span);
  }
  // they are kept by their begin, so that there is seldom anything to sort
  if (!isSorted) cut.sort((one, other) => one.from - other.from);
  const fires: Interval[] = [];
  for (const span of cut) {
    const last = fires.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else fires.push(span);
  }
  return fires;
}

/** An interval widened to whole minutes, at least the one it begins in. */
export function minutesOf({ from, to }: Interval): Interval {
  const first = bucketStart(from, minute);
  return { from: first, to: Math.max(first + minute, bucketStart(to + minute - 1, minute)) };
}

/** Whether an alert told of a loss: it fired at a minute of it, or of the ten before. `loss` is minute-aligned. */
export function toldOf(fires: Spans, loss: Interval): boolean {
  const first = firstEndingAfter(fires, loss.from - earlyMs);
  return first < fires.length && fires[first]!.from < loss.to;
}

/** How many fires told of any of the losses (minute-aligned, whichever order). */
export function firesThatTold(fires: Spans, losses: readonly Interval[]): number {
  const told = new Set<number>();
  for (const loss of losses) {
    let nth = firstEndingAfter(fires, loss.from - earlyMs);
    for (; nth < fires.length && fires[nth]!.from < loss.to; nth++) told.add(nth);
  }
  return told.size;
}

/** The place of the first span that ends after an instant; the length where none does. */
function firstEndingAfter(spans: Spans, at: EpochMs): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many minutes of a minute-aligned interval the spans hold. */
export function minutesWithin(spans: Spans, { from, to }: Interval): number {
  let minutes = 0;
  for (let nth = firstEndingAfter(spans, from); nth < spans.length && spans[nth]!.from < to; nth++) {
    minutes += (Math.min(spans[nth]!.to, to) - Math.max(spans[nth]!.from, from)) / minute;
  }
  return minutes;
}
