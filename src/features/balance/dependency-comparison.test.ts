import { expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { DiscoveredDependency } from '../signals/contract.ts';
import { signalKinds } from '../signals/kinds.ts';
import { compareDependencies } from './dependency-comparison.ts';

const head = (kind: string, name: string) => `apiVersion: waga/v1, kind: ${kind}, metadata: {name: ${name}}`;
const text = `
{${head('Component', 'gateway')}, spec: {dependsOn: [{component: checkout}]}}
---
{${head('Component', 'checkout')}, spec: {dependsOn: [{component: ledger}, {component: mail}]}}
---
{${head('Component', 'ledger')}, spec: {}}
---
{${head('Component', 'mail')}, spec: {}}
---
{${head('Measure', 'technical_service_checkout_latency')}, spec: {class: technical, component: checkout, type: latency,
  metric: m, where: {service.name: [checkout-web, checkout-worker]}, goodUnder: 1s, objective: {atLeast: "0.9"}}}
---
{${head('Measure', 'technical_database_ledger_latency')}, spec: {class: technical, component: ledger, type: latency,
  metric: m, where: {service.name: [gateway, checkout-web-old]}, goodUnder: 1s, objective: {atLeast: "0.9"}}}
`;
const { documents, findings } = readFiles([{ path: 'all.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents };
const edge = (caller: string, callee: string, calls: number): DiscoveredDependency => ({
  ...{ caller, callee, kind: 'service', calls, errors: 0, sampling: 'none', p95Ms: null },
  lastSeen: '2026-11-20T10:00:00.000Z',
});

it('sets what is declared beside what is seen', () => {
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const seen = [
    edge('gateway', 'checkout-web', 90),
    edge('checkout-web', 'ledger', 10),
    edge('checkout-worker', 'ledger', 40),
    edge('checkout-web', 'checkout-worker', 70),
    edge('checkout-web', 'cache.example.com', 50),
    edge('gateway', 'ledger', 5),
  ];
  const lines = compareDependencies(catalog, 'checkout', seen).map(({ direction, name, component, declared, seen }) =>
    [direction, name, component, declared ? 'declared' : 'undeclared', seen?.calls ?? 'unseen'].join(' '),
  );
  expect(lines).toEqual([
    'calls cache.example.com  undeclared 50',
    'calls ledger ledger declared 40',
    'calls mail mail declared unseen',
    'called-by gateway gateway declared 90',
  ]);
});
