import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import type { Interval } from '../../maths/instants.ts';
import { type LedgerRow, usualPolicy } from './availability.ts';
import { availabilityOf } from './availability-of.ts';
import { catalogueName } from './imported-names.ts';
import { OutageImport } from './outage-contract.ts';
import { meetsSeverity, type PageOutage, pageOutages, Statuspage } from './statuspage.ts';
import { type ImportRow, type StatuspageRules, statuspageRows } from './statuspage-import.ts';

const usual: StatuspageRules = {
  ...{ severity: 'minor+', kind: 'component', whole: null, vendor: null, prefix: '', named: new Map() },
};
const incident = {
  id: 'abc',
  name: 'Cards fail',
  impact: 'major',
  status: 'resolved',
  created_at: '2026-11-03T09:10:00.250Z',
  started_at: '2026-11-03T10:02:00.250+01:00',
  resolved_at: '2026-11-03T09:14:00.500Z',
  components: [
    { id: 'x', name: 'Payment API' },
    { id: 'y', name: 'Café Search' },
  ],
  incident_updates: [
    { status: 'resolved', body: 'All is well again.', created_at: '2026-11-03T09:14:00Z' },
    { status: 'investigating', body: 'We look.', created_at: '2026-11-03T09:05:00Z' },
  ],
};
const read = (page: object): PageOutage[] => pageOutages(Statuspage.parse(page));

describe('outages of a status page', () => {
  it('become a row for each component, which the ledger takes', () => {
    const { rows } = statuspageRows(read({ page: { name: 'Shop' }, incidents: [incident] }), {
      ...usual,
      ...{ prefix: 'shop-', named: new Map([['Payment API', 'pay']]), vendor: 'psp' },
    });
    expect(rows).toEqual([
      expect.objectContaining({
        id: 'abc/pay',
        subject: { kind: 'component', name: 'pay' },
        ...{ kind: 'unplanned', fault: 'vendor', vendor: 'psp', share: '1' },
        ...{ from: '2026-11-03T09:02:00Z', to: '2026-11-03T09:14:01Z' },
        ...{ cause: 'Cards fail', summary: 'All is well again.' },
      }),
      expect.objectContaining({ id: 'abc/shop-cafe-search', subject: { kind: 'component', name: 'shop-cafe-search' } }),
    ]);
    expect(OutageImport.parse({ source: 'statuspage shop', outages: rows }).outages).toHaveLength(2);
  });

  it('take maintenance as it really was, as planned, and none that has not begun', () => {
    const window = { scheduled_for: '2026-11-10T01:00:00Z', scheduled_until: '2026-11-10T02:00:00Z' };
    const base = { id: 'm', name: 'New disks', impact: 'maintenance', components: incident.components, ...window };
    const updates = [
      { status: 'in_progress', created_at: '2026-11-10T01:05:00Z' },
      { status: 'completed', created_at: '2026-11-10T01:50:00Z' },
    ];
    const planned = read({
      scheduled_maintenances: [
        { ...base, status: 'completed', incident_updates: updates },
        { ...base, id: 'n', status: 'in_progress' },
        { ...base, id: 'o', status: 'scheduled' },
      ],
    });
    expect(planned.map(({ id, kind, from, to }) => [id, kind, from, to])).toEqual([
      ['n', 'planned', Date.parse(window.scheduled_for), Date.parse(window.scheduled_until)],
      ['m', 'planned', Date.parse(updates[0]!.created_at), Date.parse(updates[1]!.created_at)],
    ]);
  });

  it('last while nobody resolved them', () => {
    const [lasting] = read({
      incidents: [{ ...incident, resolved_at: null, status: 'identified', incident_updates: null }],
    });
    expect(lasting).toMatchObject({ to: null, summary: '' });
    expect(read({ incidents: [{ ...incident, resolved_at: null }] })[0]!.to).toBe(Date.parse('2026-11-03T09:14:00Z'));
  });

  it('are left out with the reason, and go to the whole where they name no component', () => {
    const none = { ...incident, id: 'none', impact: 'none' };
    const nameless = { ...incident, id: 'nameless', components: [] };
    const instant = {
      ...incident,
      id: 'instant',
      started_at: '2026-11-03T09:14:00Z',
      resolved_at: '2026-11-03T09:14:00Z',
    };
    const outages = read({ incidents: [none, nameless, instant] });
    expect(
      statuspageRows(outages, usual)
        .leftOut.map(({ id, why }) => [id, why])
        .sort(),
    ).toEqual([
      ['instant', 'ended when it began'],
      ['nameless', 'names no component'],
      ['none', 'impact none'],
    ]);
    expect(statuspageRows(outages, { ...usual, whole: 'shop' }).rows.map(({ id }) => id)).toEqual(['nameless/shop']);
  });

  it('are told from what is no status page', () => {
    expect(Statuspage.safeParse({ page: { name: 'x' } }).success).toBe(false);
    expect(Statuspage.safeParse({ incidents: [{ id: 'a', started_at: 'yesterday' }] }).success).toBe(false);
    expect([
      meetsSeverity('minor', 'major+'),
      meetsSeverity('critical', 'major+'),
      meetsSeverity('maintenance', 'none+'),
    ]).toEqual([...[false, true, false]]);
  });
});

interface Expected {
  year: number;
  component: string;
  severity: 'minor+' | 'major+';
  incidents: number;
  union_minutes: number;
  sum_minutes: number;
  period_minutes: number;
  availability_pct: number;
}
interface Recorded {
  id: string;
  title: string;
  impact: string;
  components?: string[];
  downtime_start: string;
  downtime_end: string;
  updates: { at: string; status: string; message: string }[];
}

describeWith('data:github-statuses', 'the incidents of GitHub, 2022 to 2024', () => {
  const lines = readFileSync(dataSet('github-statuses', 'incidents.jsonl'), 'utf8').trim().split('\n');
  const recorded = lines.map((line) => JSON.parse(line) as Recorded);
  const outages = read(JSON.parse(JSON.stringify(asStatuspage(recorded))));
  const { rows } = JSON.parse(readFileSync(dataSet('github-statuses', 'expected_availability.json'), 'utf8')) as {
    rows: Expected[];
  };

  it('are all read, maintenance apart', () => {
    expect(outages).toHaveLength(recorded.length);
    expect(outages.filter(({ kind }) => kind === 'planned')).toHaveLength(10);
  });

  it.each(rows)('$year, $component, $severity', (expected) => {
    const period = { from: Date.UTC(expected.year, 0), to: Date.UTC(expected.year + 1, 0) };
    const { rows: taken } = statuspageRows(outages, { ...usual, severity: expected.severity, whole: 'the page' });
    const asked = expected.component === 'ALL' ? null : catalogueName(expected.component, usual);
    const ledger = taken.filter(
      ({ kind, subject }) => kind === 'unplanned' && (asked ?? subject.name) === subject.name,
    );
    // Of all components together an incident is one, however many it names.
    const counted = [...new Map(ledger.map((row) => [row.id.split('/')[0], rowOf(row)])).values()].filter(
      ({ from, to }) => from < period.to && to > period.from,
    );
    const found = availabilityOf(counted, period, usualPolicy);
    expect({
      ...expected,
      incidents: counted.length,
      union_minutes: found.downSeconds / 60,
      sum_minutes: counted.reduce((sum, one) => sum + clipped(one, period), 0) / 60_000,
      period_minutes: found.periodSeconds / 60,
      availability_pct: Math.round((found.adjusted.low.numerator / found.adjusted.low.denominator) * 1e8) / 1e6,
    }).toEqual(expected);
  });

  it('give the ledger a row for each component, of major ones as of minor', () => {
    const { rows: taken, leftOut } = statuspageRows(outages, { ...usual, prefix: 'github-', vendor: 'github' });
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    expect(taken.filter(({ subject }) => subject.name === 'github-pull-requests').length).toBeGreaterThan(60);
    expect(leftOut.filter(({ why }) => why === 'impact none')).toHaveLength(13);
    expect(() => OutageImport.parse({ source: 'statuspage github', outages: taken })).not.toThrow();
  });
});

/** The history as the page itself would have published it. */
function asStatuspage(recorded: readonly Recorded[]): object {
  const word = (status: string): string => status.toLowerCase().replace(' ', '_');
  return {
    page: { id: 'kctbh9vrtdwd', name: 'GitHub', url: 'https://www.githubstatus.com', time_zone: 'Etc/UTC' },
    incidents: recorded.map(({ id, title, impact, components = [], downtime_start, downtime_end, updates }) => ({
      id,
      name: title,
      impact,
      status: word(updates.at(-1)!.status),
      created_at: updates[0]!.at,
      started_at: downtime_start,
      resolved_at: downtime_end,
      shortlink: `https://stspg.io/${id}`,
      components: components.map((name) => ({ id: name, name, status: 'operational' })),
      incident_updates: updates.map(({ at, status, message }, i) => ({
        ...{ id: `${id}-${i}`, incident_id: id, status: word(status), body: message, created_at: at, display_at: at },
      })),
      ...(impact === 'maintenance' ? { scheduled_for: downtime_start, scheduled_until: downtime_end } : {}),
    })),
  };
}

function rowOf(row: ImportRow): LedgerRow {
  const [from, to] = [Date.parse(row.from), Date.parse(row.to!)];
  const { fault, share } = row;
  return { from, to, detectedFrom: from, detectedTo: to, kind: row.kind, fault, share, excluded: false };
}

const clipped = ({ from, to }: Interval, period: Interval): number =>
  Math.min(to, period.to) - Math.max(from, period.from);
