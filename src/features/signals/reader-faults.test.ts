import { describe, expect, it } from 'vitest';
import { type FastReader, ReaderFaults } from './reader-faults.ts';

const failing = (): Error => new TypeError('of c-77');

describe('faults of fast readers', () => {
  it('are counted each, and told once of each reader, class and place', () => {
    let now = 10;
    const told: [FastReader, unknown][] = [];
    const faults = new ReaderFaults(
      () => now,
      (reader, error) => told.push([reader, error]),
    );
    expect(faults.all().map(({ reader, count, lastAt }) => [reader, count, lastAt])).toEqual([
      ['events', 0, null],
      ['otlp-metrics', 0, null],
      ['otlp-traces', 0, null],
    ]);
    const first = failing();
    faults.note('events', first);
    now = 20;
    faults.note('events', failing());
    faults.note('otlp-traces', failing());
    const elsewhere = new TypeError('of c-78');
    faults.note('events', elsewhere);
    faults.note('events', 'no error at all');
    expect(faults.all()).toEqual([
      { reader: 'events', count: 4, lastAt: 20 },
      { reader: 'otlp-metrics', count: 0, lastAt: null },
      { reader: 'otlp-traces', count: 1, lastAt: 20 },
    ]);
    expect(told.map(([reader]) => reader)).toEqual(['events', 'otlp-traces', 'events', 'events']);
    expect([told[0]![1], told[2]![1]]).toEqual([first, elsewhere]);
  });

  it('are told of a bounded number of kinds, and counted beyond', () => {
    let told = 0;
    const faults = new ReaderFaults(
      () => 0,
      () => {
        told += 1;
      },
    );
    for (let nth = 0; nth < 1_000; nth++) {
      const error = new Error('x');
      error.name = `Error${nth}`;
      faults.note('otlp-metrics', error);
    }
    expect(told).toBe(100);
    expect(faults.all().find(({ reader }) => reader === 'otlp-metrics')!.count).toBe(1_000);
  });
});
