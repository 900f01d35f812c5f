import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';
import { amountFits, Currency, DurationText, FactorText, nameProblem, Owner, ShareText, TimeZone } from './fields.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, text: unknown) =>
  schema.safeParse(text).success;

describe('fields', () => {
  it('durations are whole milliseconds above zero', () => {
    expect(['300ms', '1.5s', '3m', '2h', '1d'].map(parseDuration)).toEqual([
      300, 1_500, 180_000, 7_200_000, 86_400_000,
    ]);
    for (const text of ['', '3', '3 m', '-3m', '0s', '0.5ms', '3w', '3M', 'm', '1e3s'])
      expect(parseDuration(text)).toBe(null);
    const issue = DurationText.safeParse('3 minutes').error?.issues[0];
    expect(issue).toMatchObject({ params: { finding: 'bad_duration' } });
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), (n) => parseDuration(`${n}m`) === n * 60_000));
  });

  it('shares lie between 0 and 1, both allowed, in plain decimals', () => {
    for (const text of ['0', '0.2', '1', '1.000']) expect(takes(ShareText, text)).toBe(true);
    for (const text of ['1.0001', '-0.1', '.2', '20%', '1e-1', '0,2', '', ' 0.2'])
      expect(takes(ShareText, text)).toBe(false);
    expect([takes(FactorText, '0'), takes(FactorText, '1.80'), takes(FactorText, '0.01')]).toEqual([false, true, true]);
  });

  it('money keeps to the places of its currency', () => {
    expect(amountFits('150.00', 'PLN')).toBe(true);
    expect(amountFits('150.001', 'PLN')).toBe(false);
    expect(amountFits('150.5', 'JPY')).toBe(false);
    expect(amountFits('150.125', 'KWD')).toBe(true);
    expect([takes(Currency, 'PLN'), takes(Currency, 'pln'), takes(Currency, 'ZZZ')]).toEqual([true, false, false]);
  });

  it('time zones are those of this machine, without bare offsets', () => {
    for (const zone of ['Europe/Warsaw', 'UTC', 'America/Argentina/Buenos_Aires'])
      expect(takes(TimeZone, zone)).toBe(true);
    for (const zone of ['Europe/Warszawa', '+01:00', '', 'Mars/Olympus']) expect(takes(TimeZone, zone)).toBe(false);
  });

  it('names are labels with dots; underscores only where they are allowed', () => {
    for (const name of ['a', 'payment-api', 'a.b', '7up']) expect(nameProblem(name)).toBe(null);
    for (const name of ['', 'A', '-a', 'a-', 'a_b', 'a b', 'ż', 'a'.repeat(64)])
      expect(nameProblem(name)).not.toBe(null);
    expect(nameProblem('technical_service_x', true)).toBe(null);
    expect([takes(Owner, 'group:payments'), takes(Owner, 'user:default/anna'), takes(Owner, 'anna')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
