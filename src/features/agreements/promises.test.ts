import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import type { LedgerRow } from '../outages/availability.ts';
import { usualPolicy } from '../outages/availability.ts';
import { availabilityOf } from '../outages/availability-of.ts';
import type { AgreementSpec } from './agreement.ts';
import { periodNamed } from './period.ts';
import { promiseReports, stateOf, worstState } from './promises.ts';

const april = periodNamed('2026-04', 'UTC')!;
const row = (fromMinute: number, toMinute: number, more: Partial<LedgerRow> = {}): LedgerRow => {
  const [from, to] = [april.from + fromMinute * minute, april.from + toMinute * minute];
  return {
    ...{ from, to, detectedFrom: from, detectedTo: to, kind: 'unplanned', fault: 'own' },
    share: '1',
    excluded: false,
    ...more,
  };
};
const objectives = (target: string): AgreementSpec['objectives'] => [
  { name: 'pay', subjects: [{ process: 'payment' }], counting: 'time', target },
];
const promised = (target: string, rows: LedgerRow[]) =>
  promiseReports({ objectives: objectives(target) }, () => ({
    time: availabilityOf(rows, april, usualPolicy),
    ...{ timeMeasured: true, requests: null, users: null, value: null },
  }))[0]!;

describe('a promise', () => {
  it('is met exactly at its target, and missed a second below', () => {
    // 43 200 minutes: 99.9 % leaves 43 min 12 s
    const exactly = row(0, 43.2);
    expect(promised('0.999', [exactly])).toMatchObject({ state: 'met', secondsLeft: 0 });
    expect(promised('0.999', [{ ...exactly, to: exactly.to + 1_000 }])).toMatchObject({
      state: 'missed',
      secondsLeft: -1,
    });
    expect(promised('0.999', [])).toMatchObject({ state: 'met', secondsLeft: 2_592 });
  });

  it('is undecided where unmeasured time lies across the target', () => {
    const unknown = row(0, 60, { kind: 'unknown' });
    expect(promised('0.999', [unknown])).toMatchObject({ state: 'undecided', secondsLeft: 2_592 });
    expect(promised('0.99', [unknown]).state).toBe('met');
    expect(promised('0.999', [unknown, row(100, 160)]).state).toBe('missed');
  });

  it('has time left exactly as long as it is not missed', () => {
    const minutes = fc.integer({ min: 0, max: 43_000 });
    const rows = fc.array(
      fc.tuple(minutes, fc.integer({ min: 1, max: 200 }), fc.constantFrom('unplanned' as const, 'unknown' as const)),
      { maxLength: 6 },
    );
    const target = fc.constantFrom('0.9', '0.99', '0.995', '0.999', '0.9995', '1');
    fc.assert(
      fc.property(rows, target, (of, text) => {
        const { state, secondsLeft, low, high } = promised(
          text,
          of.map(([at, length, kind]) => row(at, at + length, { kind })),
        );
        expect(secondsLeft! < 0).toBe(state === 'missed');
        const [scaled, limit] = [Number(text), 1e-12];
        if (low!.numerator / low!.denominator > scaled + limit) expect(state).toBe('met');
        if (high!.numerator / high!.denominator < scaled - limit) expect(state).toBe('missed');
      }),
    );
  });

  it('compares in integers: 14 985 of 15 000 meets 99.9 %', () => {
    const delivered = { numerator: 14_985, denominator: 15_000, text: '0.999000' };
    expect(stateOf({ low: delivered, high: delivered }, { numerator: 999, denominator: 1_000 })).toBe('met');
    const less = { ...delivered, numerator: 14_984 };
    expect(stateOf({ low: less, high: delivered }, { numerator: 999, denominator: 1_000 })).toBe('undecided');
    expect(stateOf({ low: less, high: less }, { numerator: 999, denominator: 1_000 })).toBe('missed');
  });

  it('is as bad as the worst of several', () => {
    expect(worstState(['met', 'undecided', 'missed'])).toBe('missed');
    expect(worstState(['met', 'unmeasured'])).toBe('unmeasured');
    expect(worstState([])).toBe('unmeasured');
  });
});
