import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../maths/instants.ts';
import type { EventValue } from '../impact/event-value.ts';
import { wholeHourMask } from './minute-mask.ts';
import { type CountedMinutes, reckonHours } from './reckon-hours.ts';

const from = Date.UTC(2026, 10, 20, 9);
const filled = (n: number, minutes = 90): Float64Array => new Float64Array(minutes).fill(n);

/** An hour and a half: 10 attempts a minute of which 9 succeed, 9.25 expected. */
function minutes(worth: EventValue): CountedMinutes {
  return {
    subject: { kind: 'process', name: 'payment' },
    from,
    measured: new Uint8Array(90).fill(1),
    requests: { good: filled(9), valid: filled(10), countedFrom: 0 },
    users: { up: filled(120_000), down: filled(60_000), countedFrom: 0 },
    value: { ok: filled(9), money: filled(1_234), expected: filled(9.25), worth },
  };
}
const perEvent: EventValue = { kind: 'perEvent', currency: 'PLN', minor: 101 };

describe('an hour', () => {
  it('holds sums of its measured minutes, the begun one too', () => {
    const [whole, begun] = reckonHours(minutes(perEvent));
    expect(whole).toEqual({
      ...{ subject: { kind: 'process', name: 'payment' }, at: from, measured: wholeHourMask },
      ...{ good: 540, valid: 600, userUpSeconds: 7_200, userDownSeconds: 3_600 },
      // 60 × 9.25 × 101; of half the hour it would be 28 027.5
      ...{ deliveredMinor: 54_540, expectedMinor: 56_055, currency: 'PLN' },
    });
    expect(begun).toMatchObject({ at: from + hour, measured: (1n << 30n) - 1n, good: 270, valid: 300 });
  });

  it('leaves out on both sides what was not measured', () => {
    const given = minutes(perEvent);
    given.measured.fill(0, 10, 40);
    const [row] = reckonHours(given);
    expect(row).toMatchObject({
      good: 270,
      valid: 300,
      userUpSeconds: 3_600,
      deliveredMinor: 27_270,
      expectedMinor: 28_028,
    });
    given.measured.fill(0);
    expect(reckonHours(given)[0]).toMatchObject({ measured: 0n, good: 0, valid: 0, expectedMinor: 0, currency: null });
  });

  it('counts requests from when failures are told of', () => {
    const given = minutes(perEvent);
    given.requests!.countedFrom = from + 30 * minute;
    expect(reckonHours(given)[0]).toMatchObject({ good: 270, valid: 300, deliveredMinor: 54_540 });
  });

  it('rounds expected money half up, once', () => {
    const event: EventValue = { kind: 'event', currency: 'PLN', minor: 0.5, meanSd: 0, hourSd: 0, hours: 9 };
    const given = minutes(event);
    given.value!.expected.fill(1 / 60);
    expect(reckonHours(given)[0]).toMatchObject({ deliveredMinor: 60 * 1_234, expectedMinor: 1 });
  });

  it('of a process that is worth so much an hour delivers the part of what was expected', () => {
    const [row] = reckonHours(minutes({ kind: 'perHour', currency: 'PLN', minor: 10_000 }));
    expect(row).toMatchObject({ expectedMinor: 10_000, deliveredMinor: Math.round((10_000 * 9) / 9.25) });
    const nothing = minutes({ kind: 'perHour', currency: 'PLN', minor: 10_000 });
    nothing.value!.expected.fill(0);
    expect(reckonHours(nothing)[0]).toMatchObject({ expectedMinor: 10_000, deliveredMinor: 10_000 });
  });

  it('without a worth has no money', () => {
    expect(reckonHours({ ...minutes(perEvent), value: null, users: null })[0]).toMatchObject({
      ...{ userUpSeconds: 0, userDownSeconds: 0, deliveredMinor: 0, expectedMinor: 0, currency: null },
    });
  });
});
