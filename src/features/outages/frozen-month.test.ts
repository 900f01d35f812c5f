import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { day, second } from '../../maths/instants.ts';
import { frozenFrom, isFrozen, reachesIntoFrozen } from './frozen-month.ts';

const at = (text: string): number => Date.parse(text);

describe('a month', () => {
  it('closes on day 8 after its end, at midnight where the process is', () => {
    expect(frozenFrom(at('2026-11-03T09:20:00Z'), 'UTC')).toBe(at('2026-12-08T00:00:00Z'));
    expect(frozenFrom(at('2026-11-03T09:20:00Z'), 'Europe/Warsaw')).toBe(at('2026-12-07T23:00:00Z'));
    // still October in New York
    expect(frozenFrom(at('2026-11-01T03:00:00Z'), 'America/New_York')).toBe(at('2026-11-08T05:00:00Z'));
    expect(frozenFrom(at('2026-12-31T23:30:00Z'), 'UTC')).toBe(at('2027-01-08T00:00:00Z'));
  });

  it('holds what ended with its last second', () => {
    expect(frozenFrom(at('2026-12-01T00:00:00Z'), 'UTC')).toBe(at('2026-12-08T00:00:00Z'));
    expect(frozenFrom(at('2026-12-01T00:00:01Z'), 'UTC')).toBe(at('2027-01-08T00:00:00Z'));
  });

  it('is not over for what lasts', () => {
    expect(isFrozen({ from: 0, to: null }, 'UTC', at('2026-12-08T00:00:00Z'))).toBe(false);
    expect(
      reachesIntoFrozen({ detected: { from: 0, to: null }, refined: null, corrected: null }, 'UTC', 60 * day),
    ).toBe(true);
  });

  it('closes in every zone on the eighth, between seven and forty days after whatever lay in it', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Warsaw', 'America/St_Johns', 'Pacific/Auckland', 'Pacific/Apia');
    const seconds = fc.integer({ min: at('2005-01-01T00:00:00Z') / second, max: at('2040-01-01T00:00:00Z') / second });
    fc.assert(
      fc.property(seconds, zones, (end, zone) => {
        const closes = frozenFrom(end * second, zone);
        const local = Temporal.Instant.fromEpochMilliseconds(closes).toZonedDateTimeISO(zone);
        expect([local.day, local.hour, local.minute]).toEqual([8, 0, 0]);
        const days = (closes - end * second) / day;
        expect(days).toBeGreaterThan(5.9);
        expect(days).toBeLessThan(39.1);
      }),
    );
  });
});
