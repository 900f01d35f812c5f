import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../../../src/maths/instants.ts';
import {
  clockFieldText,
  clockText,
  durationText,
  fullTimeText,
  instantOnClock,
  nearTimeText,
  zoneText,
} from './times.ts';

const warsaw = 'Europe/Warsaw';
const at = Date.parse('2026-11-20T10:15:02Z');

describe('times', () => {
  it('are shown in the zone and name it', () => {
    expect([clockText(at, warsaw), clockText(at, 'UTC')]).toEqual(['11:15', '10:15']);
    expect(fullTimeText(at, warsaw)).toBe('20 Nov 2026, 11:15:02 Europe/Warsaw (GMT+1)');
    expect(zoneText(at, 'UTC')).toBe('UTC');
  });

  it('leave out the date of the same day only', () => {
    expect(nearTimeText(at, at + minute, warsaw)).toBe('11:15');
    expect(nearTimeText(at - 12 * 60 * minute, at, warsaw)).toBe('19 Nov 23:15');
  });

  it('say durations in two units', () => {
    const ms = [42_000, 14 * minute, 125 * minute, 120 * minute, 76 * 60 * minute, -5];
    expect(ms.map(durationText)).toEqual(['42 s', '14 min', '2 h 05 min', '2 h', '3 d 4 h', '0 s']);
  });

  it('read a clock field and write it back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000 }),
        fc.constantFrom(warsaw, 'UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        (quarters, zone) => {
          const instant = Date.parse('2020-01-01T00:00:00Z') + quarters * minute;
          const text = clockFieldText(instant, zone);
          const back = instantOnClock(text, zone);
          // Only in the hour that comes twice may another instant read the same.
          expect(back).not.toBeNull();
          expect(clockFieldText(back ?? 0, zone)).toBe(text);
          expect(back).toBeLessThanOrEqual(instant);
        },
      ),
    );
  });

  it('know the hours that come twice or never', () => {
    expect(instantOnClock('2026-10-25T02:30', warsaw)).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(instantOnClock('2026-03-29T02:30', warsaw)).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(instantOnClock('20 November', warsaw)).toBeNull();
  });
});
