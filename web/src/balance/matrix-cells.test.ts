import { describe, expect, it } from 'vitest';
import { day } from '../../../src/maths/instants.ts';
import { matrixFixture } from '../../fixtures/answers.ts';
import { cellContents, cellNames, mostTelling, shareOfKnown } from './matrix-cells.ts';
import { fieldsOf, intervalOf, periodIn, readFields } from './period.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const matrix = matrixFixture('losing', now, now - day, now, null);

describe('a cell of the matrix', () => {
  it('splits a drop by the minutes an alarm covers', () => {
    const both = cellContents(matrix, 'alarmAndDrop');
    const unseen = cellContents(matrix, 'dropNoAlarm');
    expect(both.drops.map(({ drop, minutes, coveredMinutes }) => [drop.id, minutes, coveredMinutes])).toEqual([
      ['payment-now', 14, 13],
      ['d-2', 31, 22],
    ]);
    expect(unseen.drops.map(({ drop }) => drop.id)).toEqual(['payment-now', 'cashback-now', 'd-2', 'd-1']);
    expect(unseen.alarms).toEqual([]);
  });

  it('lists noise as the alarms outside drops', () => {
    const noise = cellContents(matrix, 'alarmNoDrop');
    expect(noise.drops).toEqual([]);
    expect(noise.alarms.map(({ component }) => component)).toEqual(['nightly-batch', 'catalogue']);
    expect(cellContents(matrix, 'neither')).toEqual({ drops: [], alarms: [] });
  });

  it('has a share of the measured minutes', () => {
    expect(cellNames.reduce((sum, cell) => sum + shareOfKnown(matrix, cell), 0)).toBeCloseTo(1);
  });

  it('opens first what tells most', () => {
    expect(mostTelling(matrix)).toBe('dropNoAlarm');
    const zero = { minutes: 0, money: [] };
    const calm = { alarmAndDrop: zero, alarmNoDrop: zero, dropNoAlarm: zero, neither: { minutes: 9, money: [] } };
    expect(mostTelling({ ...matrix, cells: calm })).toBe('neither');
    expect(mostTelling({ ...matrix, cells: { ...calm, alarmNoDrop: { minutes: 2, money: [] } } })).toBe('alarmNoDrop');
  });
});

describe('the period', () => {
  it('is what the address says, else a day', () => {
    expect(periodIn(new URLSearchParams('period=7d'))).toBe('7d');
    expect(periodIn(new URLSearchParams('period=fortnight'))).toBe('24h');
    expect(intervalOf('1h', new URLSearchParams(), now + 59_000)).toEqual({ from: now - 3_600_000, to: now });
  });

  it('of one’s own needs a beginning before its end', () => {
    const search = new URLSearchParams('from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z');
    expect(intervalOf('custom', search, now)).toEqual({ from: Date.parse('2026-11-01'), to: Date.parse('2026-11-02') });
    expect(intervalOf('custom', new URLSearchParams('from=2026-11-03&to=2026-11-02'), now)).toBeNull();
    expect(intervalOf('custom', new URLSearchParams(), now)).toBeNull();
    expect(readFields('2026-11-02T10:00', '2026-11-02T10:00', 'UTC')).toBe('The end must come after the beginning.');
    expect(readFields('', '2026-11-02T10:00', 'UTC')).toBe('Give both a beginning and an end.');
  });

  it('reads its fields on the clocks of the zone', () => {
    const interval = { from: now - day, to: now };
    const { from, to } = fieldsOf(interval, 'Europe/Warsaw');
    expect(to).toBe('2026-11-20T11:15');
    expect(readFields(from, to, 'Europe/Warsaw')).toEqual(interval);
  });
});
