import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type SideFacts, sideOf } from './side.ts';

/** Two hours of 60 a minute of whom four in five arrive; then ten minutes in which some shares are left. */
function facts(startsLeft: number, arrivalsLeft: number, perMinute = 60): SideFacts {
  const before = { started: 120 * perMinute, finished: 96 * perMinute };
  const startedDuring = Math.round(10 * perMinute * startsLeft);
  const value = 8 * perMinute;
  const spread = 1.645 * Math.sqrt(1.5 * value + (0.02 * value) ** 2);
  return {
    ...{ eventsBefore: before, before, startedDuring },
    expected: { value, low: value - spread, high: value + spread },
    during: { started: startedDuring, finished: Math.round(0.8 * startedDuring * arrivalsLeft) },
  };
}

it.each([
  ['half as many begin', facts(0.5, 1), 'demand'],
  ['half of them fail', facts(1, 0.5), 'supply'],
  ['nobody comes', facts(0, 1), 'demand'],
  ['nobody arrives', facts(1, 0), 'supply'],
  ['more try because it fails', facts(1.6, 0.3), 'supply'],
  ['both in equal parts', facts(0.6, 0.6), null],
  ['a quarter fails, and some do not come', facts(0.93, 0.7), 'supply'],
  ['nothing is proven', facts(0.96, 0.98), null],
  ['too few to tell', facts(0.5, 1, 0.2), null],
] as const)('%s', (_, given, expected) => {
  expect(sideOf(given)).toBe(expected);
});

it('counts users who try again once, so that trying again hides no failure', () => {
  const failing = facts(1, 0.5);
  const events = { ...failing, startedDuring: 2 * failing.startedDuring };
  expect(sideOf(events)).toBe('supply');
});

it('never blames demand when as many begin as usual, nor supply when as many arrive', () => {
  const left = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(left, (some) => sideOf(facts(1, some)) !== 'demand' && sideOf(facts(some, 1)) !== 'supply'));
});

it('says nothing where nothing was expected or known', () => {
  const given = facts(0.5, 1);
  expect(sideOf({ ...given, expected: { value: 0, low: 0, high: 0 } })).toBeNull();
  expect(sideOf({ ...given, before: { started: 0, finished: 0 } })).toBeNull();
});
