import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SeriesRow } from './measurements.ts';
import { SeriesIndex } from './series-index.ts';

const labels = fc.dictionary(fc.constantFrom('service', 'code'), fc.constantFrom('', 'a', 'b'), {
  noNullPrototype: true,
});
const rows = fc.array(
  fc.record({
    source: fc.constantFrom('one', 'two'),
    name: fc.constantFrom('m', 'm_total', 'm_count'),
    kind: fc.constantFrom('counts', 'bins', 'gauge', 'money'),
    labels,
  }),
  { maxLength: 20 },
);
const values = fc.dictionary(
  fc.constantFrom('service', 'code', 'other'),
  fc.array(fc.constantFrom('', 'a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
  { noNullPrototype: true },
);
const names = fc.uniqueArray(fc.constantFrom('m', 'm_total', 'm_count', 'unknown'), { minLength: 1 });

const numbered = (keys: readonly Omit<SeriesRow, 'id' | 'unit' | 'firstAt'>[], first: number): SeriesRow[] =>
  keys.map((key, nth) => ({ ...key, unit: '', firstAt: 0, id: first + nth }));

/** By looking at all of them. */
function plainly(all: readonly SeriesRow[], source: string, asked: readonly string[]): SeriesRow[] {
  let found: SeriesRow[] = [];
  for (const name of asked) {
    const own = all.filter((row) => row.source === source && row.name === name);
    if (own.some(({ kind }) => kind === 'bins' || kind === 'counts')) return own;
    if (found.length === 0) found = own;
  }
  return found;
}

it('finds what a look at all of them finds, also of series that came after the first question', () => {
  fc.assert(
    fc.property(rows, rows, names, values, fc.constantFrom('one', 'two'), (before, after, asked, wanted, source) => {
      const index = new SeriesIndex();
      const all: SeriesRow[] = [];
      for (const part of [before, after]) {
        for (const row of numbered(part, all.length + 1)) {
          all.push(row);
          index.add(row);
        }
        const fits = (row: SeriesRow) =>
          Object.entries(wanted).every(([label, any]) => any.some((value) => value === (row.labels[label] ?? '')));
        expect(index.metric(source, asked, wanted)).toEqual(plainly(all, source, asked).filter(fits));
        expect(index.named(asked)).toEqual(all.filter(({ name }) => asked.some((one) => one === name)));
      }
    }),
  );
});
