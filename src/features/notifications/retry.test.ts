import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../maths/instants.ts';
import { longestAskedMs, retryAfterMs, retrySteps, waitAfter } from './retry.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('the retries', () => {
  it('begin within seconds and go on for days', () => {
    expect(waitAfter(1, 0)).toBe(5 * second);
    const all = retrySteps.reduce((sum, step) => sum + step, 0);
    expect(all).toBeGreaterThan(3 * day);
    expect(waitAfter(retrySteps.length, 0)).toBe(day);
    expect(waitAfter(retrySteps.length + 1, 0)).toBe(null);
  });

  it('wait longer each time, whatever the chance, and never more than a fifth above the step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: retrySteps.length - 1 }), chance, (tries, spread) => {
        const wait = waitAfter(tries, spread)!;
        expect(wait).toBeLessThanOrEqual(Math.round(retrySteps[tries - 1]! * 1.2));
        expect(waitAfter(tries + 1, 0)!).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  it('wait at least as long as the receiver asks, up to a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: retrySteps.length }),
        chance,
        fc.integer({ min: 0, max: 9 * day }),
        (...[tries, spread, asked]) => {
          expect(waitAfter(tries, spread, asked)!).toBeGreaterThanOrEqual(Math.min(asked, longestAskedMs));
          expect(waitAfter(tries, spread, asked)!).toBeLessThanOrEqual(day * 1.2);
        },
      ),
    );
  });

  it('read Retry-After in seconds and as a date', () => {
    const now = Date.UTC(2026, 10, 20, 10);
    expect(retryAfterMs('120', now)).toBe(2 * minute);
    expect(retryAfterMs('Fri, 20 Nov 2026 11:00:00 GMT', now)).toBe(hour);
    for (const text of [undefined, '', '-5', 'soon', '1.5', 'Fri, 20 Nov 2026 09:00:00 GMT'])
      expect(retryAfterMs(text, now)).toBe(0);
  });
});
