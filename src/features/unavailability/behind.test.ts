import { describe, expect, it } from 'vitest';
import { day, minute } from '../../maths/instants.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { blankOutage } from '../outages/new-outage.ts';
import type { Outage } from '../outages/outage.ts';
import { runbooksOf, suspectsOf, vendorOfComponent, vendorsBehind } from './behind.ts';
import type { Incident } from './incident.ts';
import { vendorCard, vendorWords } from './vendor-card.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  timeZone: UTC
  steps: [paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
  runbook: https://wiki.example.com/payment
  dependsOn: [{component: api}]
---
apiVersion: waga/v1
kind: Component
metadata: {name: api, displayName: API}
spec: {runbook: https://wiki.example.com/api, dependsOn: [{component: cards}, {component: sms}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: cards, displayName: Cards}
spec: {runbook: https://wiki.example.com/cards}
---
apiVersion: waga/v1
kind: Component
metadata: {name: sms}
spec: {runbook: https://wiki.example.com/cards}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: texts}
spec: {components: [sms], contacts: [{name: Desk, url: https://texts.example.com/help}]}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  owner: group:payments
  components: [cards]
  contacts:
    - {name: Service desk, email: desk@payfast.example, phone: "+48 22 555 01 00"}
    - {name: Duty manager, role: duty manager, phone: "+48 22 555 01 01"}
`;
const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds]);
const catalog = { version: 1, appliedAt: 0, documents };
const onset = Date.parse('2026-11-18T10:00:00Z');
const root: Incident['root'] = { component: 'cards', score: 0.8, why: 'it fails' };

const outage = (id: string, days: number, minutes: number, more: Partial<Outage> = {}): Outage => {
  const from = onset - days * day;
  return {
    ...{ ...blankOutage, id, subject: { kind: 'process', name: 'payment' }, kind: 'unplanned', share: '1', dueAt: 0 },
    ...{ fault: 'vendor', vendor: 'payfast', detected: { from, to: from + minutes * minute }, ...more },
  };
};

describe('what an incident leads to', () => {
  it('is read from a catalogue without mistakes', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is the probable root first, then what alarms, each once', () => {
    expect(suspectsOf({ root }, ['api', 'cards', 'api', 'sms'])).toEqual([
      { component: 'cards', by: 'root' },
      { component: 'api', by: 'alarm' },
      { component: 'sms', by: 'alarm' },
    ]);
    const technical = { component: 'api', boundToCritical: true, mandatedBy: null, alarms: [] };
    expect(suspectsOf({ root: null, technical }, ['sms'])[0]).toEqual({ component: 'api', by: 'alarm' });
  });

  it('has the runbook of the process before those of its components, one address once', () => {
    const suspects = suspectsOf({ root }, ['api', 'sms']);
    expect(runbooksOf(catalog, { process: 'payment' }, suspects).map(({ displayName }) => displayName)).toEqual([
      'Payment',
      'Cards',
      'API',
    ]);
    const technical = { component: 'api', boundToCritical: true, mandatedBy: null, alarms: [] };
    const ofAlarms = runbooksOf(catalog, { process: 'payment', technical }, suspectsOf({ root: null, technical }, []));
    expect(ofAlarms.map(({ name }) => name)).toEqual(['api']);
  });

  it('has the vendor of the root before that of an alarm, whatever their order in the catalogue', () => {
    const behind = vendorsBehind(catalog, suspectsOf({ root }, ['sms']));
    expect(behind.map(({ vendor }) => vendor.metadata.name)).toEqual(['payfast', 'texts']);
    expect(vendorsBehind(catalog, suspectsOf({ root: null }, ['api']))).toEqual([]);
    expect(vendorOfComponent(catalog, 'sms')?.metadata.name).toBe('texts');
    expect(vendorWords(behind[0]!)).toBe(
      'PayFast: Service desk (+48 22 555 01 00, desk@payfast.example); Duty manager (+48 22 555 01 01)',
    );
  });
});

describe('the card of a vendor', () => {
  const [behind] = vendorsBehind(catalog, suspectsOf({ root }, []));
  const card = (past: readonly Outage[]) =>
    vendorCard(behind!, catalog, past, { until: onset, own: new Set(['inc-now', 'inc-part']) });

  it('names contacts in the order of escalation, and who deals with them', () => {
    expect(card([])).toMatchObject({
      ...{ name: 'payfast', displayName: 'PayFast', owner: 'group:payments' },
      through: [{ component: 'cards', name: 'Cards', by: 'root' }],
      contacts: [
        { name: 'Service desk', role: null, email: 'desk@payfast.example', phone: '+48 22 555 01 00', url: null },
        { name: 'Duty manager', role: 'duty manager', email: null, phone: '+48 22 555 01 01', url: null },
      ],
      past: { days: 90, outages: 0, minutes: 0 },
    });
  });

  it('counts one failure once, though it stands in the ledger for a process and for a component', () => {
    const component = { kind: 'component', name: 'cards' } as const;
    const past = [
      outage('a', 9, 20),
      outage('b', 9, 30, { subject: component, vendor: null }),
      outage('c', 40, 12, { fault: 'both' }),
    ];
    expect(card(past).past).toEqual({ days: 90, outages: 2, minutes: 42 });
  });

  it('leaves out what is older, planned, removed, none, somebody else’s, and the incident itself', () => {
    const past = [
      outage('old', 91, 60),
      outage('planned', 5, 60, { kind: 'planned' }),
      outage('removed', 6, 60, { state: 'removed' }),
      outage('none', 7, 60, { kind: 'false-positive' }),
      outage('own', 8, 60, { fault: 'own' }),
      outage('other', 9, 60, { vendor: 'texts' }),
      outage('now', 0.01, 60, { incident: 'inc-now' }),
      outage('part', 0.01, 60, { incident: 'inc-part' }),
      outage('yes', 10, 7),
    ];
    expect(card(past).past).toEqual({ days: 90, outages: 1, minutes: 7 });
  });
});
