import { expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { dutyKinds } from '../../duty/kinds.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';
import { noResponse } from '../../unavailability/response.ts';
import { calledPages, isByNight, zoneAnswering } from './called-pages.ts';

const text = `apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: America/New_York, steps: [done], kpi: done, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: Europe/Warsaw
  covers: {components: [api]}
  layers: [{name: week, people: ["user:anna"], since: "2026-11-16T09:00", turn: 1w}]
`;
const { documents } = readFiles([{ path: 'a', text }], [...catalogKinds, ...dutyKinds]);
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;
const called = Date.parse('2026-11-20T21:30:00Z');
const route = { way: 'page', name: 'technical', from: called, why: '' } as const;
const incident = (more: object, response: object = {}): KeptIncident =>
  ({
    incident: { id: 'i', kind: 'loss', process: 'payment', drops: [], ...more },
    response: { ...noResponse, route, rotation: 'pay', calledAt: called, ...response },
    version: 1,
  }) as unknown as KeptIncident;
const alarm = (measure: string, startedAt: number, endedAt: number | null, external?: string) => ({
  ...{ id: measure, measure, mandatedBy: null, startedAt, endedAt },
  ...(external === undefined ? {} : { external }),
});
const window = { from: called - 60_000, to: called + 60_000 };

it('knows the night of a wall clock, also when the clocks change', () => {
  const night = ['20:59', '21:00', '04:59', '05:00'].map((time) =>
    isByNight('Europe/Warsaw', Date.parse(`2026-11-20T${time}:00Z`)),
  );
  expect(night).toEqual([false, true, true, false]);
  expect(isByNight('Europe/Warsaw', Date.parse('2026-07-20T20:00:00Z'))).toBe(true);
});

it('asks the rotation for its zone, then the process', () => {
  expect(zoneAnswering(catalog, { component: 'api', process: 'payment' })).toBe('Europe/Warsaw');
  expect(zoneAnswering(catalog, { process: 'payment' })).toBe('America/New_York');
  expect(zoneAnswering(catalog, {})).toBe('UTC');
});

it('counts who was really called, for what lasted then', () => {
  const alarms = [
    alarm('a', called - 9, null),
    alarm('b', called - 9, called - 1),
    alarm('c', called - 5, null, 'alert:c'),
  ];
  const technical = { component: 'api', alarms };
  const pages = calledPages(
    catalog,
    [
      incident({}),
      incident({ kind: 'technical', technical }),
      incident({ kind: 'technical', technical: { component: 'api', alarms: [alarm('b', called - 9, called - 1)] } }),
      incident({ kind: 'blind' }),
      incident({ shadow: 'side' }),
      incident({}, { calledAt: null }),
      incident({}, { route: { ...route, way: 'ticket' } }),
      incident({}, { calledAt: called + 60_000 }),
    ],
    window,
  );
  expect(pages).toEqual([
    { at: called, byNight: true, alerts: ['business:payment'] },
    { at: called, byNight: true, alerts: ['measure:a', 'alert:c'] },
    { at: called, byNight: true, alerts: ['measure:b'] },
  ]);
});
