import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { Incident } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { unavailabilityKinds } from '../kinds.ts';
import { noResponse, type Response } from '../response.ts';
import { startsNow } from './starts-with.ts';

const process = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger}
spec: {}
---
`;
const runbook = (name: string, spec: string) => `apiVersion: waga/v1
kind: Runbook
metadata: {name: ${name}}
spec: {${spec}, steps: [{id: a, title: Ask, do: gather}]}
---
`;
const read = (text: string) => readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...unavailabilityKinds]);
const catalogOf = (text: string) =>
  ({ version: 1, appliedAt: 0, documents: read(text).documents }) as unknown as Catalog;
const errors = (text: string) =>
  read(text).findings.flatMap(({ severity, code, line, message }) =>
    severity === 'error' ? [`${line} ${code} ${message}`] : [],
  );

const kept = (incident: Partial<Incident>, response: Partial<Response> = {}): KeptIncident => ({
  incident: {
    ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: null, days: [], state: 'open', class: 'P2', side: null },
    ...{ onset: 0, detectedAt: 0, endedAt: null, drops: [], root: null, partOf: null, transitions: [], ...incident },
  },
  response: { ...noResponse, ...response },
  version: 1,
});
const technical = { component: 'ledger', boundToCritical: false, mandatedBy: null, alarms: [] };

describe('what begins by itself', () => {
  const catalog = catalogOf(
    process +
      runbook('total', 'processes: [payment], startsWith: {classes: [P1]}') +
      runbook('any', 'processes: [payment], startsWith: {classes: [P1, P2, blind]}') +
      runbook('ledger', 'components: [ledger], startsWith: {classes: [technical]}') +
      runbook('by-hand', 'processes: [payment]'),
  );
  const starts = (...incidents: KeptIncident[]) =>
    startsNow(catalog, incidents, 1_000).map(
      ({ runbook: { metadata }, incident }) => `${metadata.name} ${incident.id}`,
    );

  it('is of the classes and of the processes and components that it names', () => {
    expect(starts(kept({}))).toEqual(['any inc-1']);
    expect(starts(kept({ class: 'P1' }))).toEqual(['total inc-1', 'any inc-1']);
    expect(starts(kept({ kind: 'blind', class: null }))).toEqual(['any inc-1']);
    expect(starts(kept({ kind: 'technical', class: null, process: '', technical }))).toEqual(['ledger inc-1']);
    expect(starts(kept({ process: 'refund' }))).toEqual([]);
  });

  it('is nothing with what is not proven, muted, in shadow, or cared for already', () => {
    expect(starts(kept({ state: 'suspected' }), kept({ state: 'mitigated' }), kept({ state: 'recovered' }))).toEqual(
      [],
    );
    expect(starts(kept({ shadow: 'side' }))).toEqual([]);
    const muted = (until: number) => ({ muted: { until, reason: 'known', by: 'Anna' } });
    expect(starts(kept({}, muted(2_000)))).toEqual([]);
    expect(starts(kept({}, muted(500)))).toEqual(['any inc-1']);
  });

  it('has one id for each runbook and incident, whenever it is asked', () => {
    const ids = [1_000, 2_000].map((now) => startsNow(catalog, [kept({ class: 'P1' })], now).map(({ id }) => id));
    expect(ids[0]).toEqual(ids[1]);
    expect(new Set(ids[0]).size).toBe(2);
  });
});

describe('a runbook', () => {
  it('names processes, components, switches and channels that there are', () => {
    const steps = `steps:
    - {id: s, title: s, do: switch, switch: nothing, to: "off"}
    - {id: m, title: m, do: gather, undo: {do: message, channels: [nowhere], text: Over}}`;
    const text = `${process}apiVersion: waga/v1\nkind: Runbook\nmetadata: {name: r}\nspec:\n  processes: [paymnet]\n  components: [ledgre]\n  ${steps}\n`;
    expect(errors(text)).toEqual([
      '15 unknown_reference there is no Process named paymnet; did you mean payment?',
      '16 unknown_reference there is no Component named ledgre; did you mean ledger?',
      '18 unknown_reference there is no Switch named nothing',
      '19 unknown_reference there is no Channel named nowhere',
    ]);
  });

  it('does not begin by itself with what it is not for', () => {
    expect(errors(process + runbook('r', 'components: [ledger], startsWith: {classes: [P1]}'))).toEqual([
      expect.stringContaining('it would never start with P1'),
    ]);
    expect(errors(process + runbook('r', 'startsWith: {classes: [technical]}'))).toHaveLength(1);
  });
});
