import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buyersPerCompletion } from './arrival.ts';
import { customersOf } from './customers.ts';
import type { Failure } from './failures.ts';
import { beginVisit } from './visit.ts';
import { walk } from './walk.ts';

const minute = 60_000;
const start = Date.parse('2026-11-16T09:00:00Z');

interface Counted {
  buyers: number;
  minor: number;
  steps: Map<string, number>;
}

/** Leads the buyers of some minutes through the model and counts what happens within the first hour. */
function count(minutes: number, failing: readonly Failure[] = [], seed = 5): Counted {
  const set = new Set(failing);
  const counted: Counted = { buyers: 0, minor: 0, steps: new Map() };
  for (let at = start; at < start + minutes * minute; at += minute) {
    for (const customer of customersOf(seed, at, 'buyer', [])) {
      counted.buyers += 1;
      walk(
        beginVisit(customer),
        start + (minutes + 8) * minute,
        (process, step, outcome, _at, minor = 0) => {
          const key = `${process} ${step} ${outcome}`;
          counted.steps.set(key, (counted.steps.get(key) ?? 0) + 1);
          counted.minor += minor;
        },
        () => set,
      );
    }
  }
  return counted;
}

const completed = ({ steps }: Counted) => steps.get('payment completed ok') ?? 0;

describe('customers', () => {
  it('are the same people whenever their minute is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 10_000 }), (seed, offset) => {
        const at = start + offset * minute;
        const people = customersOf(seed, at, 'form', []);
        expect(customersOf(seed, at, 'form', [])).toEqual(people);
        for (const { at: came } of people) expect(Math.floor(came / minute) * minute).toBe(at);
      }),
      { numRuns: 30 },
    );
  });

  it('complete one payment for as many buyers as the arrival rate reckons with, at 150 PLN each', () => {
    const found = count(300);
    expect((completed(found) * buyersPerCompletion) / found.buyers).toBeCloseTo(1, 1);
    expect(Math.abs((completed(found) * buyersPerCompletion) / found.buyers - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.minor / completed(found) - 15_000)).toBeLessThan(200);
  });
});

describe('loss emerges from failure', () => {
  const usual = completed(count(30));
  const share = (failing: Failure) => 1 - completed(count(30, [failing])) / usual;

  it('more than half of the payments is missing without the vendor, and some customers pay otherwise', () => {
    const missing = share('vendor-down');
    expect(missing).toBeGreaterThan(0.5);
    expect(missing).toBeLessThan(0.75);
  });

  it.each(['vendor-slow', 'slow-database'] as const)('%s makes customers leave without any error', (failure) => {
    const counted = count(30, [failure]);
    expect(1 - completed(counted) / usual).toBeGreaterThan(0.15);
    expect(counted.steps.get('payment authorised abandoned')).toBeGreaterThan(20);
  });

  it('nothing is even started while the pay button is broken', () => {
    const counted = count(30, ['sales-stopped']);
    expect([...counted.steps.values()].reduce((sum, n) => sum + n, 0)).toBe(0);
  });

  it('cashback errors hurt cashback and no payment', () => {
    const counted = count(30, ['cashback-errors']);
    expect(completed(counted)).toBe(usual);
    const { steps } = counted;
    expect(steps.get('cashback granted ok')!).toBeLessThan(0.3 * steps.get('cashback requested ok')!);
  });

  it.each(['batch-fails', 'sender-stopped'] as const)('%s changes nothing for the customers', (failure) => {
    expect(count(10, [failure])).toEqual(count(10));
  });
});
