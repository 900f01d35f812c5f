import { describe, expect, it } from 'vitest';
import { alertsFixture } from '../../fixtures/alerts.ts';
import { orderAlerts } from './alert-order.ts';
import { askedIn, filterAlerts, nextSort } from './asked.ts';

const rows = alertsFixture('usual', Date.parse('2026-11-20T10:15:00Z'), false).alerts;
const found = (search: string) => filterAlerts(rows, askedIn(new URLSearchParams(search)));

describe('what is asked of the alerts', () => {
  it('leaves out what it does not know, and shows those in use', () => {
    expect(askedIn(new URLSearchParams('days=12&verdict=nice&sort=colour&state=x'))).toMatchObject({
      ...{ days: 30, verdict: '', sort: null, state: '' },
    });
    expect(found('').every(({ retired }) => retired === null)).toBe(true);
    expect(found('state=all')).toHaveLength(rows.length);
    expect(found('state=retired').length).toBeGreaterThan(0);
  });

  it('filters by each field, all at once', () => {
    for (const row of found('verdict=noisy&class=technical&calls=yes&origin=measure'))
      expect(row).toMatchObject({ verdict: 'noisy', class: 'technical', pages: true, origin: 'measure' });
    expect(found('state=uncatalogued').every(({ inCatalog }) => !inCatalog)).toBe(true);
    expect(found('text=WATCHDOG').map(({ name }) => name)).toEqual(['Watchdog']);
    expect(found('component=payment-api').every(({ component }) => component === 'payment-api')).toBe(true);
  });

  it('turns an order round, then gives the one of the server back', () => {
    expect(nextSort(null, 'fires')).toBe('-fires');
    expect(nextSort({ column: 'fires', direction: 'descending' }, 'fires')).toBe('fires');
    expect(nextSort({ column: 'fires', direction: 'ascending' }, 'fires')).toBe('');
  });

  it('sorts by a part of none last, and never compares currencies', () => {
    const by = (column: string, direction: 'ascending' | 'descending') => orderAlerts(rows, { column, direction });
    const parts = by('precision', 'ascending').map(({ precision }) => precision?.numerator ?? null);
    expect(parts.slice(parts.indexOf(null)).every((part) => part === null)).toBe(true);
    const missed = by('missed', 'descending').map(({ money }) => money.missed[0]);
    const inZloty = missed.filter((one) => one?.unit === 'PLN-minor').map((one) => one?.value ?? 0);
    expect(inZloty).toEqual(inZloty.toSorted((a, b) => b - a));
    const foreign = missed.findIndex((one) => one !== undefined && one.unit !== 'PLN-minor');
    expect(missed.slice(foreign).every((one) => one?.unit !== 'PLN-minor')).toBe(true);
  });
});
