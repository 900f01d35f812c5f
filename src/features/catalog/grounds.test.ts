import { expect, it } from 'vitest';
import type { Catalog } from './catalog.ts';
import type { Dependency } from './dependency.ts';
import { groundsOf, reachIn } from './grounds.ts';

function catalogOf(components: Record<string, Dependency[]>): Catalog {
  const documents = Object.entries(components).map(
    ([name, dependsOn]) =>
      ({ kind: 'Component', metadata: { name }, spec: { dependsOn } }) as unknown as Catalog['documents'][number],
  );
  return { version: 1, appliedAt: 0, documents };
}

const catalog = catalogOf({
  gateway: [{ component: 'api' }],
  api: [{ anyOf: [{ component: 'db' }, { allOf: [{ component: 'replica' }] }] }, { component: 'gone' }],
  db: [],
  replica: [{ component: 'disk', mode: 'soft', share: '0.1' }],
  disk: [],
  a: [{ component: 'b' }],
  b: [{ component: 'a' }],
});

it('what a component stands on is found through groups and edges of every kind, without names that nobody bears', () => {
  expect([...groundsOf(catalog)('gateway')].sort()).toEqual(['api', 'db', 'disk', 'replica']);
  expect([...groundsOf(catalog)('replica')]).toEqual(['disk']);
  expect(groundsOf(catalog)('nobody').size).toBe(0);
});

it('a component stands on itself only in a circle', () => {
  expect([...groundsOf(catalog)('a')].sort()).toEqual(['a', 'b']);
  expect(groundsOf(catalog)('db').size).toBe(0);
});

it('what is reached from names holds them too', () => {
  expect([...reachIn(catalog)(['replica', 'b', 'gone'])].sort()).toEqual(['a', 'b', 'disk', 'replica']);
});
