/** A week as it is on record: 14 alerts, 3 incidents, a window of the vendor that overran; written through the stores, read by the real queries. */
import type { Kysely } from 'kysely';
import { machine } from '../../src/features/access/who.ts';
import { agreementKinds } from '../../src/features/agreements/kinds.ts';
import { alertQueries } from '../../src/features/balance/queries/alerts.ts';
import { applyCatalog } from '../../src/features/catalog/actions.ts';
import type { Kind } from '../../src/features/catalog/kind.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { catalogQueries } from '../../src/features/catalog/queries.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import { dutyQueries } from '../../src/features/duty/queries.ts';
import { enqueue } from '../../src/features/notifications/actions/enqueue.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { objectiveQueries } from '../../src/features/objectives/queries.ts';
import { holdTrail } from '../../src/features/outages/actions/append-trail.ts';
import { draftOutage, measureOutage } from '../../src/features/outages/actions/outages-seen.ts';
import { writeRevisions } from '../../src/features/outages/actions/write-revisions.ts';
import { planJob } from '../../src/features/outages/jobs/plan-maintenance.ts';
import { ledgerKinds } from '../../src/features/outages/kinds.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { reviewKinds } from '../../src/features/reviews/kinds.ts';
import { reviewQueries } from '../../src/features/reviews/queries/reviews.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import type { Incident } from '../../src/features/unavailability/incident.ts';
import { unavailabilityKinds } from '../../src/features/unavailability/kinds.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { runbookQueries } from '../../src/features/unavailability/queries/runbooks.ts';
import { switchQueries } from '../../src/features/unavailability/queries/switches.ts';
import { vendorQueries } from '../../src/features/unavailability/queries/vendors.ts';
import { noResponse, type Response } from '../../src/features/unavailability/response.ts';
import { withText } from '../../src/maths/add-estimates.ts';
import type { Estimate } from '../../src/maths/estimate.ts';
import { minute } from '../../src/maths/instants.ts';
import type { Tables } from '../../src/stores/records/tables.ts';
import { messageOf } from '../notifications/office.ts';
import { outageOf } from '../sample-outage.ts';

const kinds: Kind[] = [
  ...[...catalogKinds, ...signalKinds, ...ledgerKinds, ...dutyKinds, ...notificationKinds],
  ...[...unavailabilityKinds, ...agreementKinds, ...reviewKinds],
];
export const at = (text: string): number => Date.parse(`2026-11-${text}Z`);

const document = (kind: string, metadata: string, spec: string): string =>
  `apiVersion: waga/v1\nkind: ${kind}\nmetadata: {${metadata}}\nspec: ${spec}\n`;
const measure = (name: string, component: string): string =>
  document(
    'Measure',
    `name: ${name}`,
    `{class: technical, component: ${component}, type: availability, metric: answers, bad: {status: "5*"}, objective: {atLeast: "0.9", overMinutes: 5}}`,
  );
const process = (name: string, product: string): string =>
  document(
    'Process',
    `name: ${name}, displayName: ${name === 'payment' ? 'Card payment' : 'Refund'}`,
    `{product: ${product}, timeZone: Europe/Warsaw, steps: [paid], kpi: paid, value: {perEvent: "150.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp-api}, {component: ledger}]}`,
  );

const first = [
  document('Product', 'name: pay', '{}'),
  document('Product', 'name: back', '{}'),
  process('payment', 'pay'),
  process('refund', 'back'),
  document('Component', 'name: psp-api, displayName: PSP API', '{}'),
  document('Component', 'name: ledger, displayName: Ledger', '{}'),
  document(
    'Vendor',
    'name: psp, displayName: PayFast',
    '{components: [psp-api], contacts: [{name: Desk, email: desk@psp.example}]}',
  ),
  measure('psp-answers', 'psp-api'),
  measure('ledger-answers', 'ledger'),
  document(
    'Maintenance',
    'name: nightly, displayName: Weekly work',
    '{vendor: psp, mute: true, banner: "Cards rest for an hour.", recurrence: {rrule: FREQ=WEEKLY;BYDAY=WE, start: 2026-01-07T02:00, duration: 1h, timeZone: Europe/Warsaw}}',
  ),
  document(
    'Rotation',
    'name: pay',
    '{timeZone: Europe/Warsaw, covers: {processes: [payment, refund], components: [ledger]}, layers: [{name: weeks, people: ["user:anna", "user:piotr"], since: "2026-11-16T09:00", turn: 1w}]}',
  ),
];
/** Applied on Wednesday of the week. */
const second = [...first, measure('ledger-writes', 'ledger')];

export const estimate = (value: number, unit: string): Estimate =>
  withText({
    ...{ value, unit, low: 0.9 * value, high: 1.1 * value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
    ...{ version: 'test-1', completeness: 1 },
  });

/** What is asked by everything that makes or shows reviews, on these records; `extra` are more documents, such as a WeeklyReview. */
export async function weekWorld(records: Kysely<Tables>, now: () => number, extra: readonly string[] = []) {
  const catalog = catalogQueries({ records, now });
  const apply = async (documents: readonly string[], on: number): Promise<void> => {
    const files = [{ path: 'c.yaml', text: [...documents, ...extra].join('---\n') }];
    const applied = await applyCatalog(
      { records, kinds, now: () => on },
      { files, dryRun: false, doer: { who: machine, address: '' } },
    );
    const faults = applied.findings.filter(({ severity }) => severity === 'error');
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    await catalog.reload();
  };
  await apply(first, at('02T09:00:00'));
  await planJob({ records, catalog: catalog.current }).run(at('10T00:00:00'));
  await apply(second, at('18T12:00:00'));
  await planJob({ records, catalog: catalog.current }).run(at('20T00:00:00'));

  const outages = outageQueries({ records });
  const incidents = incidentQueries({ records });
  const signals = { indicatorSteps: () => Promise.reject(new Error('no series is asked for')) };
  const objectives = objectiveQueries({ records, catalog: catalog.current, signals });
  const impact = { drops: async () => [] };
  const slos = { list: () => ({ objectives: [], next: null }) as never };
  return {
    /** Applies the catalogue with one more document. */
    write: (document: string, on: number) => apply([...second, document], on),
    ...{ records, now, catalog, outages, incidents, impact, environment: 'production' },
    switches: switchQueries({ records }),
    runbooks: runbookQueries({ records }),
    vendors: vendorQueries({ records }),
    alerts: alertQueries({ records, now, catalog: catalog.current, impact, objectives, slos, outages, incidents }),
    duty: dutyQueries({ records, catalog }),
    reviews: reviewQueries({ records }),
    people: { people: async () => [{ name: 'anna' }, { name: 'piotr' }] },
    origin: () => 'https://waga.example',
  };
}
export type WeekWorld = Awaited<ReturnType<typeof weekWorld>>;

interface Happened {
  id: string;
  process: string;
  from: string;
  minutes: number;
  more?: Partial<Incident>;
  response?: Partial<Response>;
}

/** An incident that is over, with the page that called Anna for it. */
async function happened(records: Kysely<Tables>, { id, process: of, from, minutes, more, response }: Happened) {
  const onset = at(from);
  const ended = onset + minutes * minute;
  const incident: Incident = {
    ...{ id, kind: 'loss', process: of, level: 'critical', days: ['workday'], side: null, state: 'recovered' },
    ...{ class: 'P1', onset, detectedAt: onset + 2 * minute, endedAt: ended, drops: [], root: null, partOf: null },
    transitions: [
      { at: onset + 2 * minute, from: null, to: 'open', reason: 'Almost all of it is missing.', by: null },
      { at: ended, from: 'open', to: 'recovered', reason: 'As expected again.', by: null },
    ],
    ...more,
  };
  const calledAt = onset + 3 * minute;
  const kept = { ...noResponse, rotation: 'pay', calledAt, called: 'user:anna', ...response };
  await records.transaction().execute(async (transaction) => {
    await saveIncident(transaction, { incident, response: kept, version: 0 }, ended);
    const lines = [{ label: 'Called', text: 'user:anna' }];
    const page = messageOf(id, 1, { kind: 'page', title: `P1 ${of}`, lines });
    if (kept.calledAt !== null) await enqueue(transaction, page, ['slack'], calledAt);
  });
}

/** Everything that happened in week 47 of 2026. */
export async function fillWeek(records: Kysely<Tables>): Promise<void> {
  await happened(records, {
    ...{ id: 'inc-payment-1', process: 'payment', from: '17T10:00:00', minutes: 12 },
    more: { root: { component: 'psp-api', score: 3, why: 'it failed first, and payment stands on it' } },
    response: {
      acknowledged: { by: 'Anna', at: at('17T10:05:00') },
      steps: [{ step: 'act', at: at('17T10:08:00'), by: 'Anna', note: 'The banner is up.' }],
    },
  });
  await happened(records, {
    id: 'inc-refund-1',
    process: 'refund',
    from: '19T02:10:00',
    minutes: 30,
    more: { class: 'P2' },
  });
  await happened(records, {
    ...{ id: 'inc-ledger-1', process: 'payment', from: '21T13:00:00', minutes: 20 },
    more: {
      ...{ kind: 'technical', class: null, level: null },
      technical: { component: 'ledger', boundToCritical: true, mandatedBy: null, alarms: [] },
    },
  });
  const alarms = Array.from({ length: 14 }, (_, nth) => {
    const [component, name] = nth < 10 ? ['psp-api', 'psp-answers'] : ['ledger', 'ledger-answers'];
    const started = at('16T06:00:00') + nth * 11 * 60 * minute;
    const own = { component: component!, measure: name!, started_at: started, ended_at: started + 9 * minute };
    return { id: `${name}@${nth}`, ...own, updated_at: started };
  });
  await records.insertInto('alarms').values(alarms).execute();
  const loss = {
    ...{ lost: estimate(1_260, 'events'), gross: estimate(18_900_000, 'PLN-minor'), preliminary: false },
    ...{ recovered: estimate(5_670_000, 'PLN-minor'), net: estimate(13_230_000, 'PLN-minor') },
    ...{ until: at('18T10:12:00'), customers: 97 },
  };
  const detected = { from: at('17T10:00:00'), to: at('17T10:12:00') };
  const seen = {
    subject: { kind: 'process', name: 'payment' },
    kind: 'unplanned',
    fault: 'vendor',
    vendor: 'psp',
  } as const;
  const drafted = await draftOutage(
    { records },
    { ...seen, share: '0.875', incident: 'inc-payment-1', detected },
    detected.to,
    'P1 of 12 minutes.',
  );
  await measureOutage({ records }, drafted, { loss }, at('18T10:20:00'), 'What came back is in the data.');
  // what went on beyond the window of Wednesday night
  const surplus = outageOf(at('18T02:00:00'), at('18T02:20:00'), {
    ...{ subject: { kind: 'component', name: 'psp-api' }, fault: 'vendor', vendor: 'psp', revision: 0, state: 'draft' },
  });
  await records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    await writeRevisions(
      transaction,
      [{ outage: surplus, what: 'drafted', by: null, reason: 'Beyond.' }],
      at('18T02:21:00'),
    );
  });
  const change = {
    id: '0199a0d2-0000-7000-8000-000000000001',
    source: 'ci',
    sender_id: '1',
    environment: 'production',
  };
  await records
    .insertInto('changes')
    .values({
      ...{ ...change, at: at('17T09:50:00'), received_at: at('17T09:50:01'), kind: 'deploy', title: 'psp client 4.2' },
      ...{ component: 'psp-api', process: null, version: '4.2', by: 'jan', url: 'https://ci.example/4' },
    })
    .execute();
  const act = { switch: 'card-banner', by_id: 'id-anna', by: 'Anna', share: null, why: null, command: null };
  const acts = [
    { ...act, number: 1, at: at('17T10:07:00'), act: 'switch', position: 'off', says: 'The banner goes up' },
    {
      ...act,
      number: 2,
      at: at('17T10:08:00'),
      by_id: null,
      by: null,
      act: 'verified',
      position: 'off',
      says: 'It is up',
    },
  ];
  await records
    .insertInto('switch_acts')
    .values(acts.map((one) => ({ ...one, incident: 'inc-payment-1' })))
    .execute();
}

/** A line of the audit log in short. */
export const auditOf = async (records: Kysely<Tables>): Promise<string[]> => {
  const rows = await records.selectFrom('audit').select(['action', 'subject']).orderBy('id').execute();
  return rows
    .filter(({ action }) => /^(review|week|handover|incident)\./.test(action))
    .map(({ action, subject }) => `${action} ${subject}`);
};

export const week47 = { week: '2026-W47' } as const;
