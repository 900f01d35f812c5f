import { describe, expect, it } from 'vitest';
import { day, hour } from '../../../src/maths/instants.ts';
import { intervalOf, lastDays } from './period.ts';

const now = Date.parse('2026-11-20T10:15:30Z');
const zone = 'Europe/Warsaw';

describe('the days to replay', () => {
  it('are whole days on the clocks of the zone, until now at most', () => {
    expect(lastDays(30, now, zone)).toEqual({ first: '2026-10-22', last: '2026-11-20' });
    expect(intervalOf({ first: '2026-11-02', last: '2026-11-02' }, now, zone)).toEqual({
      ...{ from: Date.parse('2026-11-01T23:00:00Z'), to: Date.parse('2026-11-02T23:00:00Z') },
    });
    expect(intervalOf({ first: '2026-11-20', last: '2026-11-20' }, now, zone)).toMatchObject({
      to: Date.parse('2026-11-20T10:15:00Z'),
    });
  });

  it('know that the day on which the clocks go back has 25 hours', () => {
    const found = intervalOf({ first: '2026-10-25', last: '2026-10-25' }, now, zone);
    expect(typeof found === 'string' ? found : found.to - found.from).toBe(25 * hour);
  });

  it('say what is wrong', () => {
    expect(intervalOf({ first: '', last: '2026-11-20' }, now, zone)).toBe('Give both days.');
    expect(intervalOf({ first: '2026-11-20', last: '2026-11-19' }, now, zone)).toContain('before');
    expect(intervalOf({ first: '2026-12-01', last: '2026-12-02' }, now, zone)).toContain('to come');
    expect(intervalOf(lastDays(120, now, zone), now, zone)).toContain('At most 92');
    expect(intervalOf(lastDays(90, now, zone), now, zone)).toHaveProperty('from');
    expect(day).toBe(24 * hour);
  });
});
