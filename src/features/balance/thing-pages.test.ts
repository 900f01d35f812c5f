import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { componentNamed, processNamed } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { Drop, ProcessImpact } from '../impact/contract.ts';
import type { ComponentHealth } from '../objectives/contract.ts';
import { composeComponentPage } from './component-page.ts';
import { composeBalance } from './compose.ts';
import { composeProcessPage } from './process-page.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const common = 'timeZone: Europe/Warsaw, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}';
const value = 'value: {perEvent: "10.00", currency: PLN}';
const text = `
{apiVersion: waga/v1, kind: Product, metadata: {name: pay}, spec: {}}
---
{apiVersion: waga/v1, kind: Component, metadata: {name: api}, spec: {owner: group:pay}}
---
{apiVersion: waga/v1, kind: Process, metadata: {name: calm}, spec: {${common}, dependsOn: [{component: api}]}}
---
{apiVersion: waga/v1, kind: Process, metadata: {name: payment}, spec: {product: pay, ${value}, ${common}, dependsOn: [{component: api}]}}
`;
const catalog: Catalog = {
  version: 1,
  appliedAt: now,
  documents: readFiles([{ path: 'all.yaml', text }], catalogKinds).documents,
};
const money: Estimate = {
  ...{ value: 60_000, unit: 'PLN-minor/h', low: 50_000, high: 70_000, level: 0.9, method: 'm', basis: {} },
  ...{ grade: 'observed', version: '1', completeness: 1 },
};
const dropAt = (onset: number): Drop => ({
  ...{ id: String(onset), process: 'payment', onset: toRfc3339(onset), detectedAt: toRfc3339(onset), endedAt: null },
  ...{ class: 'P1', level: null, impactShare: null, lost: { ...money, unit: 'events' }, money },
});
const impact: ProcessImpact = {
  ...{ process: 'payment', asOf: toRfc3339(now), state: 'losing', notes: [], step: 'done', actual: 1 },
  ...{ window: { from: toRfc3339(now), to: toRfc3339(now), minutes: 5, fromOnset: false }, expected: null },
  ...{ impactShare: { ...money, value: 0.5, unit: 'share' }, class: 'P1', lossPerHour: money, drop: dropAt(now) },
  ...{ conversion: null, valuePerEvent: money },
};
const health: ComponentHealth = { component: 'api', asOf: toRfc3339(now), state: 'alarm', indicators: [] };
const balance = composeBalance({
  ...{ asOf: now, environment: 'production', catalog, impacts: [impact], health: [health], sources: [] },
  recent: new Map(),
});
const alarmAt = (startedAt: number, component = 'api') => ({
  ...{ id: `${component} ${startedAt}`, component, measure: 'm', startedAt: toRfc3339(startedAt), endedAt: null },
});
const process = processNamed(catalog, 'payment')!;
const component = componentNamed(catalog, 'api')!;

describe('the page of a process', () => {
  const facts = {
    ...{ catalog, process, balance, drops: [dropAt(now - 9), dropAt(now)] },
    alarms: [alarmAt(now - 1), alarmAt(now), alarmAt(now, 'elsewhere')],
  };

  it('shows no money to who may not see that of its product', () => {
    const hidden = composeProcessPage(facts, ['loans']);
    expect(hidden.moneyHidden).toBe(true);
    expect(JSON.stringify(hidden)).not.toContain('PLN-minor');
    expect(hidden.drops.map(({ lost }) => lost.unit)).toEqual(['events', 'events']);
    const shown = composeProcessPage(facts, ['pay']);
    expect(shown.moneyHidden).toBe(false);
    expect([shown.impact.lossPerHour, shown.drops[0]?.money]).toEqual([money, money]);
  });

  it('lists the newest first, and alarms of its components only', () => {
    const page = composeProcessPage(facts, 'all');
    expect(page.drops.map(({ id }) => id)).toEqual([String(now), String(now - 9)]);
    expect(page.alarms.map(({ id }) => id)).toEqual([`api ${now}`, `api ${now - 1}`]);
  });

  it('judges whether business and technology agree about this process alone', () => {
    expect(composeProcessPage(facts, 'all').verdict).toBe('agree-alarm');
    const calm = { ...facts, process: processNamed(catalog, 'calm')! };
    expect(composeProcessPage(calm, 'all').verdict).toBe('unknown');
  });
});

describe('the page of a component', () => {
  it('names the processes that lose first, with the money that may be seen', () => {
    const facts = { catalog, component, balance, alarms: [] };
    const page = composeComponentPage(facts, ['pay']);
    expect(page.carries.map(({ name, lossPerHour }) => [name, lossPerHour])).toEqual([
      ['payment', money],
      ['calm', null],
    ]);
    const hidden = composeComponentPage(facts, []);
    expect(hidden.moneyHidden).toBe(true);
    expect(JSON.stringify(hidden)).not.toContain('PLN-minor');
  });
});
