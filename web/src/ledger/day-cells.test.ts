import { describe, expect, it } from 'vitest';
import { hour, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { ledgerFixture } from '../../fixtures/ledger.ts';
import { rowShown } from '../../fixtures/ledger-shown.ts';
import { inOrderOfNeed, outagesAsked } from './asked.ts';
import { barParts, dayCells, dayWords, shortSeconds } from './day-cells.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const zone = 'Europe/Warsaw';
const rows = ledgerFixture('some', now).map((outage) => rowShown(outage, now, false));
const payments = rows.filter(({ subject }) => subject.name === 'payment');
const september = { from: Date.parse('2026-08-31T22:00:00Z'), to: Date.parse('2026-09-30T22:00:00Z') };

describe('the days of the calendar', () => {
  it('add up to the worked month', () => {
    const cells = dayCells(payments, [], september, zone, now);
    expect(cells).toHaveLength(30);
    const sum = (of: 'downSeconds' | 'excludedSeconds') => cells.reduce((total, cell) => total + cell[of], 0);
    expect([sum('downSeconds'), sum('excludedSeconds')]).toEqual([32 * 60, 60 * 60]);
    expect(cells.filter(({ outages }) => outages > 0).map(dayWords)).toEqual([
      '3 Sept 2026: 20 min down, 1 outage',
      '10 Sept 2026: nothing down, 1 h excluded, 1 outage',
      '16 Sept 2026: 12 min down, 1 outage',
      '24 Sept 2026: nothing down, 1 outage',
    ]);
  });

  it('split an outage over midnight, know the long day of autumn, and show the shortest spell', () => {
    const from = Date.parse('2026-10-24T21:30:00Z');
    const over = {
      ...payments[0]!,
      ends: { from: toRfc3339(from), to: toRfc3339(from + 31 * minute) },
      kind: 'unplanned' as const,
    };
    const period = { from: from - 23.5 * hour, to: from + 25.5 * hour };
    const unmeasured = [{ from: toRfc3339(from + 2 * hour), to: toRfc3339(from + 3 * hour) }];
    const cells = dayCells([over], unmeasured, period, zone, now);
    expect(cells.map(({ name, downSeconds, unknownSeconds }) => [name, downSeconds, unknownSeconds])).toEqual([
      ['2026-10-24', 1_800, 0],
      ['2026-10-25', 60, 3_600],
    ]);
    expect(barParts(cells[1]!)).toEqual({ down: 4, excluded: 0, unknown: 4 });
  });

  it.each([
    [12.2, '13 s'],
    [720, '12 min'],
    [5_400, '1.5 h'],
    [86_400, '24 h'],
  ])('say %s seconds in a cell as %s', (seconds, text) => expect(shortSeconds(seconds)).toBe(text));
});

describe('the list of outages', () => {
  it('puts overdue ones first, then what waits, then the newest', () => {
    expect(
      inOrderOfNeed(rows)
        .slice(0, 4)
        .map(({ id }) => id),
    ).toEqual(['overdue', 'waiting', 'announced', 'lasting']);
  });

  it('leaves removed ones out unless they are asked for, and keeps to the chosen day', () => {
    const all = { state: '', kind: '', fault: '', only: '' as const, day: '' };
    const ids = (asked: Partial<typeof all>, day: { from: number; to: number } | null = null) =>
      outagesAsked(rows, { ...all, ...asked }, day, now).map(({ id }) => id);
    expect(ids({})).not.toContain('removed');
    expect(ids({ state: 'removed' })).toEqual(['removed']);
    expect(ids({ kind: 'false-positive' })).toEqual(['worked-false']);
    expect(ids({}, { from: now - hour, to: now })).toEqual(['lasting']);
  });
});
