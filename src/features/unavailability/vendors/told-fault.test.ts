import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { Incident } from '../incident.ts';
import { contentOf, messageOf } from '../message-of.ts';
import { isNews } from '../news.ts';
import { noResponse } from '../response.ts';
import { matchTold } from './match-told.ts';
import { saysOf, toldFault } from './told-fault.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: gateway}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: gateway}
spec: {dependsOn: [{component: psp}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp, displayName: Card payments}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: mailer}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec: {components: [psp], contacts: [{name: Desk, phone: "+48 22 123 45 67"}]}
`;
const { documents } = readFiles([{ path: 'c.yaml', text }], catalogKinds);
const catalog: Catalog = { version: 1, appliedAt: 0, documents };
const start = Date.parse('2026-11-20T10:00:00Z');
const now = start + 30 * minute;
const told: KeptTold = {
  ...{ id: 'i1', kind: 'incident', title: 'Elevated errors', status: 'investigating', impact: 'major', url: null },
  ...{ from: start + 8 * minute, to: null, components: [], announcedAt: null, endedAt: null },
  ...{
    updates: [{ at: start, status: 'investigating', words: 'We look into it.' }],
    vendor: 'payfast',
    what: 'status-page',
  },
};
const incident: Incident = {
  ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: 'critical', days: [], side: null, state: 'open' },
  ...{ class: 'P1', onset: start, detectedAt: start, endedAt: null, drops: [], partOf: null, root: null },
  transitions: [{ at: start, from: null, to: 'open', reason: 'It lasts.', by: null }],
};
const from = (component: string): Incident => ({ ...incident, root: { component, score: 3, why: 'It fails most.' } });

describe('what a vendor tells', () => {
  it('is behind what stands on theirs, in the same time and ten minutes before it', () => {
    const ours = (begin: number, end: number | null, name = 'payment') => ({
      ...{ from: start + begin * minute, to: end === null ? null : start + end * minute },
      subject: { kind: 'process' as const, name },
    });
    expect(matchTold(catalog, told, ours(0, null), now)?.why).toContain('Payment stands on Card payments');
    expect(matchTold(catalog, told, ours(-20, -1), now)?.component).toBe('psp');
    expect(matchTold(catalog, told, ours(-20, -2), now)).toBeNull();
    const over = { ...told, to: start + 20 * minute };
    expect(matchTold(catalog, over, ours(19, 25), now)?.why).toContain('until 2026-11-20T10:20:00Z');
    expect(matchTold(catalog, over, ours(20, 25), now)).toBeNull();
    expect(matchTold(catalog, told, ours(0, null, 'unknown'), now)).toBeNull();
    expect(matchTold(catalog, { ...told, vendor: 'gone' }, ours(0, null), now)).toBeNull();
    const component = { ...ours(0, null), subject: { kind: 'component' as const, name: 'psp' } };
    expect(matchTold(catalog, told, component, now)?.why).toContain('Card payments comes from them');
  });

  it('takes the fault where no root is named, or the root stands on theirs, and never of what nobody sees', () => {
    const fault = (one: Incident) => toldFault(one, [told], catalog, now)?.told.vendor ?? null;
    expect([fault(incident), fault(from('gateway')), fault(from('psp'))]).toEqual(['payfast', 'payfast', 'payfast']);
    expect([fault(from('mailer')), fault({ ...incident, kind: 'blind' })]).toEqual([null, null]);
    expect(toldFault(incident, [{ ...told, kind: 'maintenance', to: now }], catalog, now)).toBeNull();
  });

  it('is news once, and a line of the message', () => {
    const says = saysOf(incident, [told], catalog, now);
    const before = { ...contentOf({ incident, impact: undefined }, now), at: now - minute, acknowledgedBy: null };
    const content = contentOf({ incident, impact: undefined, says }, now);
    expect(isNews(before, content, null, now)).toBe(true);
    expect(isNews({ ...before, ...content }, content, null, now)).toBe(false);
    // that it is told no more is no news
    expect(isNews({ ...before, ...content }, contentOf({ incident, impact: undefined }, now), null, now)).toBe(false);
    const response = { ...noResponse, sequence: 2 };
    const all = {
      incident,
      response,
      catalog,
      impact: undefined,
      parts: [],
      similar: [],
      ledger: [],
      says,
      origin: 'https://waga.example.com',
    };
    const line = messageOf(all, { kind: 'update', person: null, channels: [] }, now).lines.find(
      ({ label }) => label === 'Vendor says',
    );
    expect(line?.text).toBe(
      'PayFast: "Elevated errors" (major), investigating since 2026-11-20T10:08:00Z: "We look into it."',
    );
  });
});
