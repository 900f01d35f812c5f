import { describe, expect, it } from 'vitest';
import { estimate } from '../../../fixtures/numbers.ts';
import { amountText, currencyOf } from './amounts.ts';

const plain = (text: string | null): string | null => text?.replaceAll('\u202f', ' ') ?? null;

describe('amounts', () => {
  it('show money with its currency, its interval and its level', () => {
    const text = amountText(estimate(1_240_000, 'PLN-minor/h', 0.2));
    expect([text.value, text.interval, text.level].map(plain)).toEqual(['12 400 PLN/h', '9 920–14 880', '90%']);
    expect(plain(text.exact)).toBe('12 400.00 PLN/h');
    expect(plain(text.full)).toBe('12 400.00 PLN/h, between 9 920.00 and 14 880.00 (90% interval)');
  });

  it('respect the digits of a currency', () => {
    expect(amountText(estimate(1_234, 'PLN-minor', 0)).value).toBe('12.34 PLN');
    expect(plain(amountText(estimate(1_234, 'JPY-minor', 0)).value)).toBe('1 234 JPY');
    expect(amountText(estimate(1_234, 'KWD-minor', 0)).value).toBe('1.234 KWD');
  });

  it('shorten large money and keep it whole beside', () => {
    const text = amountText(estimate(123_456_789_01, 'PLN-minor', 0));
    expect([text.value, text.exact].map(plain)).toEqual(['123 M PLN', '123 456 789.01 PLN']);
  });

  it('show shares as percent and the rest as counts', () => {
    expect(amountText(estimate(0.645, 'share', 0.1)).interval).toBe('58.0%–70.9%');
    expect(plain(amountText(estimate(1_474.4, 'events', 0)).value)).toBe('1 474');
    expect(amountText(estimate(3.4, 'events', 0)).exact).toBeNull();
  });

  it('know the currency by the unit', () => {
    expect([currencyOf('EUR-minor/h'), currencyOf('events')]).toEqual(['EUR', null]);
  });
});
