import fc from 'fast-check';
import type { Drop, ProcessImpact } from '../src/features/impact/contract.ts';
import type { Estimate } from '../src/maths/estimate.ts';
import { moneyText } from '../src/maths/money.ts';

/** Whether anything in an answer is in a unit of money. */
export const holdsMoney = (answer: unknown): boolean => /"[A-Z]{3}-minor/.test(JSON.stringify(answer));

const estimateOf =
  (unit: string) =>
  (value: number): Estimate => ({
    value,
    unit,
    low: value - 1,
    high: value + 1,
    level: 0.9,
    method: 'm',
    basis: {},
    grade: 'observed',
    version: '1',
    completeness: 1,
  });
const plain = fc.nat(1_000).map(estimateOf('events'));
const money = (per: '' | '/h') =>
  fc.tuple(fc.constantFrom('PLN', 'EUR'), fc.nat(1_000_000)).map(([currency, minor]): Estimate => {
    const text = (value: number) => moneyText(value, currency);
    const made = estimateOf(`${currency}-minor${per}`)(minor);
    return { ...made, text: { value: text(made.value), low: text(made.low), high: text(made.high) } };
  });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const instant = '2026-11-20T10:00:00Z';

export const arbitraryDrop = (process: string): fc.Arbitrary<Drop> =>
  fc.record({
    id: fc.uuid(),
    process: fc.constant(process),
    onset: fc.constant(instant),
    detectedAt: fc.constant(instant),
    endedAt: fc.constantFrom(null, '2026-11-20T10:30:00Z'),
    class: fc.constantFrom('P1' as const, 'P2' as const, null),
    level: fc.constantFrom('critical' as const, null),
    impactShare: fc.constant(null),
    lost: plain,
    money: orNull(money('')),
  });

/** What may be said of a process, in any state, with and without money. */
export const arbitraryImpact = (process: string): fc.Arbitrary<ProcessImpact> =>
  fc.record({
    process: fc.constant(process),
    asOf: fc.constant(instant),
    state: fc.constantFrom('ok' as const, 'losing' as const, 'unknown' as const, 'learning' as const),
    notes: fc.constant([]),
    step: fc.constant('completed'),
    window: fc.constant({ from: instant, to: instant, minutes: 0, fromOnset: false }),
    actual: orNull(fc.nat(100)),
    expected: orNull(plain),
    impactShare: fc.constant(null),
    class: fc.constant(null),
    lossPerHour: orNull(money('/h')),
    drop: orNull(arbitraryDrop(process)),
    conversion: fc.constant(null),
    valuePerEvent: orNull(money('')),
  });
