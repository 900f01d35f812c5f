import { describe, expect, it } from 'vitest';
import { balanceFixture } from '../../fixtures/states.ts';
import { indicatorRows, reachedNumber } from './component-rows.ts';
import { curveRanges, processCurve, rangeUntil } from './process-curve.ts';
import { alarmsUnder, byName, inOrderOfNeed, matching } from './process-view.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const names = (things: readonly { name: string }[]): string[] => things.map(({ name }) => name);

describe('the processes', () => {
  it('come in order of need: losing by share, not known, then by level', () => {
    const processes = inOrderOfNeed(balanceFixture('losing', now).processes);
    expect(names(processes).slice(0, 3)).toEqual(['payment', 'cashback', 'checkout']);
    expect(names(inOrderOfNeed(balanceFixture('learning', now).processes))[0]).toBe('search');
  });

  it('are found by words and by kind', () => {
    const { processes, components } = balanceFixture('losing', now);
    const known = byName(components);
    expect(names(matching(processes, ' PAYMENT ', 'all', known))).toEqual(['payment', 'payment-eur']);
    expect(names(matching(processes, '', 'losing', known))).toEqual(['payment', 'cashback']);
    expect(names(matching(processes, '', 'alarm', known))).toEqual(['payment', 'payment-eur']);
    expect(matching(processes, '', 'unknown', known)).toEqual([]);
  });

  it('name the components in alarm under them, and survive one that nobody knows', () => {
    const { processes, components } = balanceFixture('losing', now);
    const payment = processes[0];
    expect(payment && names(alarmsUnder(payment, byName(components)))).toEqual(['payment-api', 'psp-blue']);
    expect(payment && alarmsUnder(payment, new Map())).toEqual([]);
  });
});

describe('the curve of a process', () => {
  const curve = {
    process: 'payment',
    step: 'completed',
    from: '2026-11-20T10:00:00Z',
    stepMinutes: 1,
    actual: [1, 1, 1],
    expected: [2, 2, 2],
    low: [1, 1, 1],
    high: [3, 3, 3],
    level: 0.9,
    method: 'test',
  };

  it('knows each drop once, and a lasting one reaches to the end', () => {
    const drop = balanceFixture('losing', now).processes[0]?.impact.drop ?? null;
    const lasting = drop && { ...drop, onset: '2026-11-20T10:01:00Z' };
    const drawn = processCurve(curve, lasting ? [lasting] : [], lasting);
    expect(drawn.losses).toEqual([
      { from: Date.parse('2026-11-20T10:01:00Z'), to: Date.parse('2026-11-20T10:03:00Z') },
    ]);
    expect(drawn.onset).toBe(Date.parse('2026-11-20T10:01:00Z'));
  });

  it('leaves out drops of other processes and other times', () => {
    const drop = balanceFixture('losing', now).processes[1]?.impact.drop;
    expect(processCurve(curve, drop ? [drop] : [], null)).toMatchObject({ losses: [], onset: null });
  });

  it('ends with the last whole minute', () => {
    expect(rangeUntil(now + 42_000, curveRanges[0])).toEqual({ from: now - 3_600_000, to: now });
  });
});

describe('the technical table', () => {
  it('has one row an indicator, alarms first, components without one last', () => {
    const rows = indicatorRows(balanceFixture('losing', now).components);
    expect(rows.slice(0, 2).map(({ component }) => component.name)).toEqual(['payment-api', 'psp-blue']);
    expect(rows.at(-1)).toMatchObject({ component: { name: 'recommender' }, indicator: null });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.map(reachedNumber).at(-1)).toBeNull();
  });
});
