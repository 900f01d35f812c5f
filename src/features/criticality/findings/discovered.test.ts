import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { dependencyDrift } from './discovered.ts';

const head = (kind: string, name: string) => `apiVersion: waga/v1, kind: ${kind}, metadata: {name: ${name}}`;
const text = `
{${head('Component', 'checkout')}, spec: {dependsOn: [{component: ledger}, {anyOf: [{component: mail}]}]}}
---
{${head('Component', 'ledger')}, spec: {dependsOn: [{component: mail}]}}
---
{${head('Component', 'mail')}, spec: {}}
---
{${head('Measure', 'technical_service_checkout_latency')}, spec: {class: technical, component: checkout, type: latency,
  metric: m, where: {service.name: [checkout-web, checkout-worker]}, goodUnder: 1s, objective: {atLeast: "0.9"}}}
`;
const { documents } = readFiles([{ path: 'all.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents };
const edge = (
  caller: string,
  callee: string,
  calls: number,
  more: Partial<DiscoveredDependency> = {},
): DiscoveredDependency => ({
  ...{ caller, callee, kind: 'service', calls, errors: 0, sampling: 'none', p95Ms: null },
  lastSeen: '2026-11-20T10:00:00.000Z',
  ...more,
});
const fortnight = { from: 0, to: 14 * day };
const told = (seen: DiscoveredDependency[], period = fortnight) =>
  dependencyDrift(catalog, seen, period).map(({ code, subject, other, calls }) =>
    [code, subject, other, calls].join(' '),
  );

describe('dependencyDrift', () => {
  it('tells what is called and not declared, and what is declared and never called', () => {
    const seen = [
      edge('checkout-web', 'ledger', 10),
      edge('checkout-web', 'fraud.example.com', 30, { sampling: 'unknown' }),
      edge('checkout-worker', 'fraud.example.com', 12, { lastSeen: '2026-11-20T11:00:00.000Z' }),
      edge('checkout-web', 'checkout-worker', 5),
    ];
    expect(told(seen)).toEqual([
      'seen_not_declared checkout fraud.example.com 42',
      'declared_never_seen checkout mail 0',
    ]);
    expect(dependencyDrift(catalog, seen, fortnight)[0]).toMatchObject({
      id: 'seen_not_declared:checkout:fraud.example.com',
      severity: 'warning',
      lastSeen: '2026-11-20T11:00:00.000Z',
      message: expect.stringContaining('at least 42 times in 14 days, last at 2026-11-20T11:00:00.000Z'),
      file: 'all.yaml',
      line: 2,
    });
  });

  it('says nothing of who sends no traces, nor of what was not seen in less than a week', () => {
    expect(told([])).toEqual([]);
    expect(told([edge('mail', 'ledger', 1)])).toEqual(['seen_not_declared mail ledger 1']);
    expect(told([edge('checkout-web', 'ledger', 1)], { from: 0, to: 7 * day - 1 })).toEqual([]);
    expect(told([edge('checkout-web', 'ledger', 1)], { from: 0, to: 7 * day })).toHaveLength(1);
  });

  it('agrees with both sets, whatever was seen', () => {
    const services = fc.constantFrom('checkout-web', 'checkout-worker', 'ledger', 'mail', 'elsewhere');
    const seen = fc.array(fc.tuple(services, services, fc.nat(9)), { maxLength: 12 });
    const own = (service: string) => service.replace(/-(web|worker)$/, '');
    const declared = ['checkout ledger', 'checkout mail', 'ledger mail'];
    fc.assert(
      fc.property(seen, (edges) => {
        const pairs = edges
          .map(([from, to]) => [own(from), own(to)] as const)
          .filter(([from, to]) => from !== to && from !== 'elsewhere');
        const found = new Set(pairs.map((pair) => pair.join(' ')));
        const callers = new Set(pairs.map(([from]) => from));
        const expected = [
          ...[...found].filter((pair) => !declared.includes(pair)),
          ...declared.filter((pair) => !found.has(pair) && callers.has(pair.split(' ')[0]!)),
        ];
        const drifts = dependencyDrift(
          catalog,
          edges.map(([from, to, calls]) => edge(from, to, calls)),
          fortnight,
        );
        expect(drifts.map(({ subject, other }) => `${subject} ${other}`).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
