import { describe, expect, it } from 'vitest';
import { blankOutage } from '../outages/new-outage.ts';
import type { Outage } from '../outages/outage.ts';
import { lossQuestion } from './outage-loss.ts';
import { goesOn, notBefore } from './over-window.ts';

const end = Date.parse('2026-11-18T03:00:00Z');
const outage = (from: number, to: number, more: Partial<Outage> = {}): Outage => ({
  ...{ ...blankOutage, id: String(from), subject: { kind: 'process', name: 'payment' }, dueAt: 0 },
  ...{ detected: { from, to }, ...more },
});
const window = outage(end - 7_200_000, end, { kind: 'planned', origin: { source: 'maintenance cards', id: 'x' } });
const surplus = outage(end, end + 1_200_000);

describe('what goes on of a window', () => {
  it('begins where a window of the same subject ends', () => {
    expect(goesOn(surplus, [window])).toBe(true);
    expect(goesOn(outage(end + 1_000, end + 2_000), [window])).toBe(false);
    expect(goesOn(surplus, [{ ...window, subject: { kind: 'process', name: 'loans' } }])).toBe(false);
    expect(goesOn(surplus, [{ ...window, state: 'removed' }])).toBe(false);
    expect(goesOn(surplus, [{ ...window, origin: null }])).toBe(false);
  });

  it('is measured from the end of the window on, and the window between its ends', () => {
    const asked = {
      ...{ series: { from: 0, counts: new Float64Array(0) }, timeZone: 'UTC', value: null, others: [] },
      calendar: {} as never,
    };
    expect(lossQuestion(surplus, { ...asked, goesOn: true })).toMatchObject({ ends: 'given', raw: { from: end } });
    expect(lossQuestion(window, asked).ends).toBe('given');
    expect(lossQuestion(surplus, asked).ends).toBe('refined');
  });

  it('is a second where the alarm alone ended later', () => {
    expect(notBefore(end, { from: end - 60_000, to: end + 60_000 })).toEqual({ from: end, to: end + 60_000 });
    expect(notBefore(end, { from: end - 60_000, to: end - 1_000 })).toEqual({ from: end, to: end + 1_000 });
  });
});
