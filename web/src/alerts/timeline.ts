import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { day } from '../../../src/maths/instants.ts';

/** A span on the drawing, in thousandths of its width. */
export interface Span {
  at: number;
  width: number;
  /** How many are drawn as one because they lie too close. */
  count: number;
}

/** Thinner than this is not seen. */
const least = 2;

/** Intervals as spans within [from, to]; those closer than what can be seen are drawn as one, so that a thousand stay quick. */
export function spansOf(intervals: readonly { from: number; to: number }[], from: number, to: number): Span[] {
  const scale = 1000 / (to - from);
  const spans: Span[] = [];
  for (const one of [...intervals].sort((a, b) => a.from - b.from)) {
    if (one.to < from || one.from > to) continue;
    const at = Math.min(1000 - least, Math.max(0, (one.from - from) * scale));
    const end = Math.max(at + least, Math.min(1000, (one.to - from) * scale));
    const last = spans.at(-1);
    if (last !== undefined && at <= last.at + last.width + least / 2) {
      last.width = Math.max(last.width, end - last.at);
      last.count += 1;
    } else spans.push({ at, width: end - at, count: 1 });
  }
  return spans;
}

/** What the drawing of one alert shows: its alarms, and the P1 and P2 above it, those that it missed apart. */
export function timelineOf({ asOf, noise, times, drops }: Pick<AlertPage, 'asOf' | 'noise' | 'times' | 'drops'>) {
  const to = Date.parse(asOf);
  const from = to - noise.days * day;
  const ends = (one: { from: string; to: string | null }) => ({
    ...{ from: Date.parse(one.from), to: one.to === null ? to : Date.parse(one.to) },
  });
  const lane = (intervals: readonly { from: string; to: string | null }[]): Span[] =>
    spansOf(intervals.map(ends), from, to);
  return {
    ...{ from, to },
    calls: lane(times.filter(({ paged }) => paged)),
    alarms: lane(times),
    caught: lane(drops.filter(({ fired }) => fired)),
    missed: lane(drops.filter(({ fired }) => !fired)),
    marks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, at: from + share * (to - from) })),
  };
}
