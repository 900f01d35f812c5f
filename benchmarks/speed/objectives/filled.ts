/** A book of objectives with a month of minutes behind each, always the same ones, and the same minutes as counters. */
import { type Book, bookOf } from '../../../src/features/objectives/slo/book.ts';
import { workbookRules } from '../../../src/features/objectives/slo/burn-windows.ts';
import type { SloPlan } from '../../../src/features/objectives/slo/plan.ts';
import { putDaySlots, putMinutes } from '../../../src/features/objectives/slo/totals.ts';
import { day, minute } from '../../../src/maths/instants.ts';
import { type CountedSeries, lastMidnight, serviceName } from '../../queries/counted.ts';

export const days = 30;
export const perDay = day / minute;
export const end = lastMidnight();
export const begin = end - (days + 1) * day;
/** Minutes there are, from `begin` on. */
export const minutes = (days + 1) * perDay;

/** What a minute of an objective counted: some 60 requests, every now and then some failed. */
export const validAt = (index: number, at: number): number => 40 + ((index * 31 + at * 17) % 41);
export const badAt = (index: number, at: number): number => ((index * 7 + at) % 97 === 0 ? 1 + (at % 3) : 0);

function planOf(index: number): SloPlan {
  const measure = { of: 'measure', measure: `m${index}` } as const;
  return {
    ...{ name: `o${index}`, displayName: `o${index}`, service: 's', subject: null, indicator: 'i', goodMeans: 'good' },
    ...{ method: 'Occurrences', targetText: '0.999', windowText: '30 days, rolling', why: null },
    rule: {
      reading: {
        ...{ kind: 'ratio', part: 'good' },
        counted: { ...measure, part: 'good' },
        total: { ...measure, part: 'valid' },
      },
      measures: {},
      slicing: { method: 'Occurrences' },
      ...{ targetText: '0.999', target: { numerator: 999, denominator: 1_000 } },
      window: { rolling: true, duration: '30d', minutes: days * 1_440 },
      hours: null,
    },
    burns: workbookRules(days * 1_440),
  };
}

/** Some minutes from `from` on (counted from the beginning) as the job puts them. */
export function slots(index: number, from: number, to: number) {
  const length = to - from;
  const valid = Float64Array.from({ length }, (_, i) => validAt(index, from + i));
  return {
    from: begin + from * minute,
    valid,
    good: valid.map((all, i) => all - badAt(index, from + i)),
    measured: new Uint8Array(length).fill(1),
  };
}

/** So many objectives that know the first `known` minutes. */
export function filled(count: number, known: number): Book {
  const plans = Array.from({ length: count }, (_, index) => {
    const plan = planOf(index);
    return { plan, versions: [{ plan, from: begin, to: null }] };
  });
  const book = bookOf(plans, begin + known * minute);
  for (let index = 0; index < count; index++) {
    putMinutes(book.totals, index, slots(index, known - 420, known));
    for (let first = 0; first < known; first += perDay)
      putDaySlots(book.totals, index, slots(index, first, Math.min(first + perDay, known)));
  }
  return book;
}

/** The minutes of so many objectives as counters, each the `service` of its number. */
export function countersOf(count: number): CountedSeries[] {
  return Array.from({ length: count }, (_, index) =>
    ([['valid', validAt] as const, ['bad', badAt] as const] as const).map(([name, of]) => ({
      ...{ name, service: serviceName(index), begin },
      counts: Uint16Array.from({ length: minutes }, (_, at) => of(index, at)),
    })),
  ).flat();
}
