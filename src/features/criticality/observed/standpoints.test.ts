import { expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Dependency } from '../../catalog/dependency.ts';
import { standpointsOf } from './standpoints.ts';

function catalogOf(components: Record<string, Dependency[]>, process: Dependency[]): Catalog {
  const document = (kind: string, name: string, dependsOn: Dependency[]) =>
    ({ kind, metadata: { name }, spec: { dependsOn } }) as unknown as Catalog['documents'][number];
  const documents = Object.entries(components).map(([name, dependsOn]) => document('Component', name, dependsOn));
  return { version: 1, appliedAt: 0, documents: [...documents, document('Process', 'payment', process)] };
}

const catalog = catalogOf(
  {
    gateway: [{ component: 'api' }],
    api: [
      { anyOf: [{ component: 'db' }, { component: 'replica' }] },
      { component: 'cache', mode: 'soft', share: '0.1' },
    ],
    db: [],
    replica: [],
    cache: [{ component: 'api' }],
    elsewhere: [{ component: 'db' }],
  },
  [{ component: 'gateway' }],
);

it('components of a process come with those of them that stand on them, through groups and soft edges', () => {
  const all = new Set(['gateway', 'api', 'db', 'replica', 'cache', 'elsewhere']);
  expect(standpointsOf(catalog, 'payment', all)).toEqual([
    { component: 'gateway', above: [] },
    // api and cache stand on each other: neither is only a way for the other
    { component: 'api', above: ['gateway'] },
    { component: 'db', above: ['gateway', 'api', 'cache'] },
    { component: 'replica', above: ['gateway', 'api', 'cache'] },
    { component: 'cache', above: ['gateway'] },
  ]);
});

it('only components that were out are asked after', () => {
  const found = standpointsOf(catalog, 'payment', new Set(['db', 'gateway']));
  expect(found.find(({ component }) => component === 'db')).toEqual({ component: 'db', above: ['gateway'] });
  expect(found.find(({ component }) => component === 'api')).toEqual({ component: 'api', above: [] });
});
