import { expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { Drop } from '../../impact/contract.ts';
import { blankOutage } from '../../outages/new-outage.ts';
import type { Outage } from '../../outages/outage.ts';
import type { Incident } from '../../unavailability/incident.ts';
import { knownLosses } from './known-losses.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [done], kpi: done, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}
`;
const catalog = {
  version: 1,
  appliedAt: 0,
  documents: readFiles([{ path: 'a', text }], catalogKinds).documents,
} as Catalog;
const at = (minutes: number): string => new Date(minutes * 60_000).toISOString();
const drop = (id: string, from: number, to: number, reached: Drop['class'] = 'P1') =>
  ({
    id,
    process: 'payment',
    onset: at(from),
    detectedAt: at(from),
    endedAt: at(to),
    class: reached,
    money: null,
  }) as Drop;
const outage = (id: string, from: number, to: number, more: Partial<Outage> = {}): Outage => ({
  ...{ ...blankOutage, id, subject: { kind: 'process', name: 'payment' }, dueAt: 0, state: 'confirmed' },
  ...{ detected: { from: from * 60_000, to: to * 60_000 }, ...more },
});
const incident = (id: string, state: string, ...drops: string[]) => ({
  incident: { id, kind: 'loss', state, drops } as unknown as Incident,
});
const ids = (past: Partial<Parameters<typeof knownLosses>[0]>): string[] =>
  knownLosses({ catalog, drops: [], outages: [], incidents: [], ...past }).map((one) => `${one.id} ${one.class}`);

it('are drops with a class, without those that people found to be none', () => {
  const drops = [
    drop('a', 0, 10),
    drop('b', 20, 30, 'P2'),
    drop('c', 40, 50, null),
    drop('d', 60, 70),
    drop('e', 80, 90),
  ];
  const incidents = [incident('i', 'dismissed', 'b'), incident('j', 'reported', 'd'), incident('k', 'reported', 'e')];
  const outages = [
    outage('o1', 60, 70, { kind: 'false-positive', incident: 'j' }),
    outage('o2', 80, 90, { incident: 'k' }),
  ];
  expect(ids({ drops, incidents, outages })).toEqual(['a P1', 'e P1']);
});

it('are also outages of the ledger that no drop saw, by the thresholds of their process', () => {
  const outages = [
    outage('seen', 5, 15),
    outage('total', 100, 110, { share: '0.4' }),
    outage('partial', 200, 210, { share: '0.2' }),
    outage('small', 300, 310, { share: '0.199' }),
    outage('planned', 400, 410, { kind: 'planned' }),
    outage('removed', 500, 510, { state: 'removed' }),
    outage('component', 600, 610, { subject: { kind: 'component', name: 'api' } }),
    outage('corrected', 0, 10, { corrected: { from: 700 * 60_000, to: 710 * 60_000 } }),
  ];
  expect(ids({ drops: [drop('a', 0, 10)], outages })).toEqual(['a P1', 'total P1', 'partial P2', 'corrected P1']);
});
