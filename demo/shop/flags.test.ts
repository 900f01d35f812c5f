import { describe, expect, it } from 'vitest';
import { newFlags } from './flags.ts';

const users = Array.from({ length: 20_000 }, (_, index) => index + 1);

describe('the flags of the shop', () => {
  it('are on at its start', () => {
    const flags = newFlags();
    expect(users.every((user) => flags.isOn('card-payments', user))).toBe(true);
    expect(flags.of('card-banner')).toEqual({ position: 'on', share: 1, since: null });
  });

  it('let the asked share of the customers through, the same ones as long as it does not fall', () => {
    const flags = newFlags();
    const on = () => new Set(users.filter((user) => flags.isOn('card-payments', user)));
    flags.set('card-payments', 'off', 1, 5);
    expect(on().size).toBe(0);
    flags.set('card-payments', 'half', 0.05, 6);
    const few = on();
    expect(few.size / users.length).toBeCloseTo(0.05, 2);
    flags.set('card-payments', 'half', 0.25, 7);
    const more = on();
    expect(more.size / users.length).toBeCloseTo(0.25, 2);
    expect([...few].every((user) => more.has(user))).toBe(true);
    flags.set('card-payments', 'on', 0, 8);
    expect(on().size).toBe(users.length);
  });
});
