import { describe, expect, it } from 'vitest';
import { pastIncidents } from '../model/past.ts';
import { comingMaintenance, pastOutages } from './past-outages.ts';

const dayMs = 86_400_000;
const until = Date.parse('2026-11-20T10:00:00Z');

describe('the ledger of the demo', () => {
  it('holds what its history really lost, no more and no less', () => {
    const outages = pastOutages(1, until - 60 * dayMs, until);
    const found = outages.map(({ subject, fault, share, from }) => `${from} ${subject.name} ${fault} ${share}`);
    const at = (nth: number): string => new Date(pastIncidents(until)[nth]!.from).toISOString().replace('.000Z', 'Z');
    expect(found.map((line) => line.replace(/ [\d.]+$/, ''))).toEqual([
      `${at(4)} payment own`,
      `${at(3)} cashback own`,
      `${at(3)} cashback own`,
      `${at(2)} payment own`,
      `${at(2)} orders-db own`,
      `${at(1)} payment vendor`,
      `${at(1)} vendor-payfast vendor`,
      `${at(0)} payment vendor`,
      `${at(0)} vendor-payfast vendor`,
    ]);
    const shares = outages.filter(({ subject }) => subject.kind === 'process').map(({ share }) => Number(share));
    // the button did nothing: all of it but what was on its way
    expect(shares[0]).toBeGreaterThan(0.9);
    for (const share of shares) expect(share).toBeGreaterThan(0.05);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
    expect(pastOutages(1, until - 10 * dayMs, until)).toHaveLength(4);
  });

  it('announces a night of maintenance that is still to come', () => {
    const { from, to, kind } = comingMaintenance(until);
    expect([from, to, kind]).toEqual(['2026-11-25T01:00:00Z', '2026-11-25T02:00:00Z', 'planned']);
  });
});
