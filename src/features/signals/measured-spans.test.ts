import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { allOf, anyOf, flagsOf, minutesIn, minutesInPieces, spansOf } from './measured-spans.ts';
import { covered } from './minutes.ts';

const window = { from: 10 * minute, to: 35 * minute };
const length = minutesIn(window);
const instant = fc.integer({ min: 0, max: 450 }).map((tenth) => (tenth * minute) / 10);
const intervals = fc.array(
  fc.tuple(instant, instant).map(([from, to]) => ({ from: Math.min(from, to), to: Math.max(from, to) })),
  { maxLength: 6 },
);

it('are the minutes that flags show one by one', () => {
  fc.assert(
    fc.property(fc.array(intervals, { maxLength: 4 }), (sources) => {
      const spans = sources.map((own) => spansOf(own, window));
      const flags = sources.map((own) => covered(own, window));
      const bits = (of: (minute: number) => boolean) => Array.from({ length }, (_, nth) => Number(of(nth)));
      const all = flagsOf(allOf(spans), length);
      expect([...all]).toEqual(bits((nth) => flags.length > 0 && flags.every((own) => own[nth] === 1)));
      const any = anyOf(spans);
      expect([...flagsOf(any, length)]).toEqual(bits((nth) => flags.some((own) => own[nth] === 1)));
      expect(any.every(({ from, to }, nth) => from < to && (nth === 0 || from > any[nth - 1]!.to))).toBe(true);
      const held = [0, 7, 14, 21].map((at) =>
        flagsOf(any, length)
          .slice(at, at + 7)
          .reduce((sum, one) => sum + one, 0),
      );
      expect([...minutesInPieces(any, length, 7)]).toEqual(held);
    }),
  );
});
