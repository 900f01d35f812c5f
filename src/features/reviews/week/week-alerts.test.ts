import { describe, expect, it } from 'vitest';
import { day, minute } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import type { Call } from '../calls.ts';
import { weekNamed } from '../iso-weeks.ts';
import { scopeOf } from '../scope.ts';
import { weekAlerts } from './week-alerts.ts';
import type { AlertOfWeek, IncidentOfWeek, Retired } from './week-facts.ts';

const week = weekNamed('2026-W47', 'UTC')!;
const measure = (name: string): string =>
  `apiVersion: waga/v1\nkind: Measure\nmetadata: {name: ${name}}\nspec: {class: technical, component: ledger, type: availability, metric: a, bad: {status: "5*"}, objective: {atLeast: "0.9", overMinutes: 5}}\n`;
const things = `apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {product: pay, timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: ledger}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger}
spec: {}
`;
const catalogOf = (...measures: string[]): Catalog => ({
  ...{ version: 1, appliedAt: 0 },
  documents: readFiles(
    [{ path: 'c.yaml', text: [things, ...measures.map(measure)].join('---\n') }],
    [...catalogKinds, ...signalKinds],
  ).documents,
});
const alert = (name: string, fires: number, withoutDrop: number, component: string | null = 'ledger'): AlertOfWeek => ({
  ...{ id: `measure:${name}`, name, component, processes: [] },
  noise: { days: 7, fires, minutes: fires, pages: 0, pagesByNight: 0, withoutDrop },
});
const retired = (name: string, at: number, more: Partial<Retired> = {}): Retired => ({
  ...{ alert: `measure:${name}`, at, by: 'Anna', replacement: 'business:payment', reason: 'Noise.', ended: null },
  ...more,
});
const incident = (id: string, more: object = {}): IncidentOfWeek =>
  ({ kept: { incident: { id, process: 'payment', ...more } } }) as unknown as IncidentOfWeek;
const call = (about: string, at: number, kind: Call['kind'] = 'page'): Call => ({
  ...{ at, incident: about, kind, title: '', person: 'user:anna', sent: [], failed: [] },
});
const facts = {
  ...{ week, alerts: [], retired: [], calls: [], incidents: [] },
  ...{ catalogBefore: catalogOf('a', 'b'), catalogAfter: catalogOf('a', 'c') },
};
const all = scopeOf(facts.catalogAfter, []);

describe('the alerts of a week', () => {
  it('names what came into the catalogue, and what left it without a word', () => {
    const { added, retired: gone } = weekAlerts({ ...facts, alerts: [alert('c', 2, 0)] }, all);
    expect(added).toEqual([
      { name: 'c', component: 'ledger', fires: 2, pages: 0, why: 'New in the catalogue (Measure).' },
    ]);
    expect(gone.map(({ name, why }) => `${name}: ${why}`)).toEqual(['b: It left the catalogue.']);
  });

  it('names what somebody retired in it for another, and holds to that', () => {
    const said = [
      retired('b', week.from),
      retired('before', week.from - 1),
      retired('after', week.to),
      retired('back', week.from, { ended: { at: week.from + day } }),
      retired('later-back', week.from, { ended: { at: week.to } }),
    ];
    expect(weekAlerts({ ...facts, retired: said }, all).retired.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'b: Noise. business:payment stands for it (Anna).',
      'later-back: Noise. business:payment stands for it (Anna).',
    ]);
  });

  it('counts what fired, and names the noisiest first', () => {
    const alerts = [alert('a', 3, 1), alert('b', 9, 9), alert('c', 5, 0), alert('d', 4, 1)];
    const { fired, noisy } = weekAlerts({ ...facts, alerts }, all);
    expect(fired).toBe(21);
    expect(noisy.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'b: It fired 9 times while nothing of the business was missing.',
      'd: It fired once of 4 while nothing of the business was missing.',
      'a: It fired once of 3 while nothing of the business was missing.',
    ]);
  });

  it('counts the pages of the week, and none of what is tried out', () => {
    const calls = [
      call('one', week.from),
      call('one', week.from + minute, 'update'),
      call('one', week.to),
      call('shadow', week.from),
      call('unknown', week.from),
    ];
    const incidents = [incident('one'), incident('shadow', { shadow: 'side' })];
    expect(weekAlerts({ ...facts, calls, incidents }, all).pages).toBe(1);
  });

  it('looks at what stands beneath its products alone', () => {
    const alerts = [alert('a', 1, 1), alert('lonely', 1, 1, 'elsewhere')];
    const names = (products: string[]) =>
      weekAlerts({ ...facts, alerts }, scopeOf(facts.catalogAfter, products)).noisy.map(({ name }) => name);
    expect(names(['pay'])).toEqual(['a']);
    expect(names(['other'])).toEqual([]);
    expect(names([])).toEqual(['a', 'lonely']);
  });
});
