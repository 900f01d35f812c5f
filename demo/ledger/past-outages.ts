import { businessHistory } from '../history/business.ts';
import type { Failure } from '../model/failures.ts';
import { type Incident, pastCampaigns, pastIncidents } from '../model/past.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** An outage as the API takes it. */
export interface ToldOutage {
  id: string;
  subject: { kind: 'process' | 'component'; name: string };
  kind: 'planned' | 'unplanned';
  fault: 'own' | 'vendor';
  vendor: string | null;
  share: string;
  from: string;
  to: string;
  cause: string;
  causeKind?: string;
  summary: string;
}

interface Told {
  process: 'payment' | 'cashback';
  step: string;
  component: string | null;
  vendor: string | null;
  cause: string;
  summary: string;
}

/** What people wrote about each failure; what they have not come to is left empty. */
const told: Partial<Record<Failure, Told>> = {
  'vendor-slow': {
    ...{ process: 'payment', step: 'completed', component: 'vendor-payfast', vendor: 'payfast' },
    ...{ cause: '', summary: '' },
  },
  'vendor-down': {
    ...{ process: 'payment', step: 'completed', component: 'vendor-payfast', vendor: 'payfast' },
    ...{ cause: 'PayFast answered with errors', summary: '' },
  },
  'slow-database': {
    ...{ process: 'payment', step: 'completed', component: 'orders-db', vendor: null },
    cause: 'A missing index on the orders',
    summary: 'Checkout took seconds and customers left. The index is there since the same evening.',
  },
  'cashback-errors': {
    ...{ process: 'cashback', step: 'granted', component: 'cashback', vendor: null },
    cause: 'A release of the cashback service',
    summary: 'Four of five cashbacks failed until the release was taken back. Payment did not notice.',
  },
  'sales-stopped': {
    ...{ process: 'payment', step: 'completed', component: null, vendor: null },
    cause: 'A broken script on the page of the basket',
    summary: 'The pay button did nothing for twelve minutes; no alarm saw it. A business measure watches it now.',
  },
};

/** The outages of the history between two instants, by what the customers of it really did; oldest first. */
export function pastOutages(seed: number, from: number, until: number): ToldOutage[] {
  return pastIncidents(until)
    .filter((incident) => incident.from >= from && incident.to <= until)
    .flatMap((incident) => outagesOf(seed, incident, until))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function outagesOf(seed: number, incident: Incident, until: number): ToldOutage[] {
  const words = told[incident.failure];
  if (words === undefined) return [];
  const { process, step, component, vendor, cause, summary } = words;
  const times = { from: rfc3339(incident.from), to: rfc3339(incident.to) };
  const rest = { kind: 'unplanned', fault: vendor === null ? 'own' : 'vendor', vendor, cause, summary } as const;
  const id = `${incident.failure} ${times.from}`;
  const share = missingShare(seed, incident, { process, step }, until);
  const ofProcess = { id, subject: { kind: 'process', name: process }, share, ...times, ...rest } as const;
  if (component === null) return [ofProcess];
  // slow is down for whoever waits; how many of its requests that were nobody wrote down
  return [
    ofProcess,
    { ...ofProcess, id: `${id} ${component}`, subject: { kind: 'component', name: component }, share: '1' },
  ];
}

/** Share of the usual result that did not come, to a hundredth: the same customers with the failure and without. */
function missingShare(
  seed: number,
  incident: Incident,
  { process, step }: Pick<Told, 'process' | 'step'>,
  until: number,
): string {
  const came = (incidents: Incident[]): number => {
    const { from, to } = incident;
    const columns = businessHistory({ seed, from, to, incidents, campaigns: pastCampaigns(until) });
    const own = columns.find((one) => one.process === process && one.step === step && one.outcome === 'ok');
    return own === undefined ? 0 : own.counts.reduce((sum, count) => sum + count, 0);
  };
  const usual = came([]);
  const share = usual > 0 ? 1 - came([incident]) / usual : 1;
  return String(Math.round(100 * Math.min(1, Math.max(0.01, share))) / 100);
}

/** An hour by night next week that the vendor announced. */
export function comingMaintenance(until: number): ToldOutage {
  const from = Math.floor(until / dayMs) * dayMs + 5 * dayMs + 60 * minuteMs;
  return {
    id: `maintenance ${rfc3339(from)}`,
    subject: { kind: 'component', name: 'vendor-payfast' },
    ...{ kind: 'planned', fault: 'vendor', vendor: 'payfast', share: '1' },
    ...{ from: rfc3339(from), to: rfc3339(from + 60 * minuteMs) },
    ...{ cause: 'PayFast moves to another data centre', causeKind: 'maintenance', summary: '' },
  };
}

const rfc3339 = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
