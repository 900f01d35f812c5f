import { describe, expect, it } from 'vitest';
import { isRestarting, pastIncidents } from '../model/past.ts';
import { businessHistory } from './business.ts';
import { pastServices } from './past-services.ts';
import type { TechnicalRow } from './technical.ts';

const until = Date.parse('2026-11-20T10:00:00Z');
const minute = 60_000;
const incidents = pastIncidents(until);

function history(from: number, to: number) {
  const columns = businessHistory({ seed: 1, from, to, incidents, campaigns: [] });
  return { columns, rows: pastServices(1, from, to, columns, incidents) };
}

const count = (rows: readonly TechnicalRow[], wanted: (row: TechnicalRow) => boolean): number =>
  rows.filter(wanted).reduce((sum, row) => sum + row.count, 0);
const answered = (code: string) => (row: TechnicalRow) =>
  row.labels['service.name'] === 'payment-api' &&
  row.labels['http.response.status_code'] === code &&
  row.labels['http.route'] === '/payments';

describe('what the services would have said in the weeks before the last day', () => {
  it('agrees with what the business counted in the same minutes', () => {
    const { columns, rows } = history(until - 120 * minute, until);
    const paid = columns.find(({ step, outcome }) => step === 'authorised' && outcome === 'ok')!;
    expect(count(rows, answered('201'))).toBe(paid.counts.reduce((sum, one) => sum + one, 0));
    expect(count(rows, answered('502'))).toBe(0);
    expect(
      count(rows, (row) => row.metric === 'http.client.request.duration' && row.labels['error.type'] !== undefined),
    ).toBe(0);
  });

  it('shows the vendor down, and slow', () => {
    const down = incidents.find(({ failure }) => failure === 'vendor-down')!;
    const { rows } = history(down.from, down.to);
    expect(count(rows, answered('502')) + count(rows, answered('504'))).toBeGreaterThan(
      0.3 * count(rows, answered('201')),
    );
    const slow = incidents.find(({ failure }) => failure === 'vendor-slow')!;
    const late = history(slow.from, slow.to).rows.filter(({ metric }) => metric === 'http.client.request.duration');
    expect(count(late, ({ le }) => le === '5')).toBeGreaterThan(count(late, ({ le }) => le === '1'));
  });

  it('has some requests asked again while the service restarts at night, and nobody lost', () => {
    const night = Date.parse('2026-11-19T01:00:00Z');
    expect([9, 10, 21, 22].map((one) => isRestarting(night + one * minute))).toEqual([false, true, true, false]);
    const { rows } = history(night, night + 30 * minute);
    const restarting = rows.filter(({ at }) => isRestarting(at));
    expect(count(restarting, answered('503')) / count(restarting, answered('201'))).toBeCloseTo(0.04, 1);
    expect(
      count(
        rows.filter(({ at }) => !isRestarting(at)),
        answered('503'),
      ),
    ).toBe(0);
  });
});
