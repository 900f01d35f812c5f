import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalog, componentsUnder } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { standsOn, wayTo } from './dependency-tree.ts';

function catalogOf(dependsOn: Record<string, unknown[]>): Catalog {
  const components = Object.entries(dependsOn).filter(([name]) => name !== 'payment');
  const documents = [
    {
      apiVersion: 'waga/v1',
      kind: 'Process',
      metadata: { name: 'payment' },
      spec: {
        timeZone: 'Europe/Warsaw',
        steps: ['completed'],
        kpi: 'completed',
        thresholds: { partial: '0.20', total: '0.40' },
        dependsOn: dependsOn.payment,
      },
    },
    ...components.map(([name, list]) => ({
      ...{ apiVersion: 'waga/v1', kind: 'Component', metadata: { name } },
      spec: { dependsOn: list },
    })),
  ];
  const text = documents.map((document) => JSON.stringify(document)).join('\n---\n');
  const read = readFiles([{ path: 'all.yaml', text }], catalogKinds);
  return { version: 1, appliedAt: 0, documents: read.documents };
}

const shop = catalogOf({
  payment: [
    { component: 'checkout' },
    { component: 'recommender', mode: 'soft', share: '0.06' },
    { atLeast: 1, of: [{ component: 'psp-a' }, { component: 'psp-b' }] },
    { allOf: [{ component: 'mail', mode: 'async', bufferMinutes: 30 }] },
  ],
  checkout: [{ component: 'ledger' }],
  recommender: [{ component: 'ledger' }],
  'psp-a': [],
  'psp-b': [{ component: 'ledger' }],
  mail: [],
  ledger: [],
  lonely: [],
});

describe('the tree of what a process stands on', () => {
  it('says how each part is depended on, and opens it once', () => {
    const lines = standsOn(shop, { process: 'payment' }).map(({ depth, component, group, link, repeated }) =>
      [depth, component ?? `${group?.atLeast} of ${group?.of}`, link?.mode ?? '', repeated ? 'again' : ''].join(' '),
    );
    expect(lines.map((line) => line.trim())).toEqual([
      '0 checkout hard',
      '1 ledger hard',
      '0 recommender soft',
      '1 ledger hard again',
      '0 1 of 2',
      '1 psp-a hard',
      '1 psp-b hard',
      '2 ledger hard again',
      '0 mail async',
    ]);
  });

  it('ends in a circle', () => {
    const circle = catalogOf({ payment: [{ component: 'a' }], a: [{ component: 'b' }], b: [{ component: 'a' }] });
    expect(standsOn(circle, { component: 'a' }).map(({ component, repeated }) => [component, repeated])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });
});

describe('the way from a process to a component', () => {
  it('is a shortest one, with the redundancy it leads through', () => {
    expect(wayTo(shop, 'payment', 'ledger')?.map(({ component }) => component)).toEqual(['checkout', 'ledger']);
    expect(wayTo(shop, 'payment', 'psp-b')).toEqual([
      { component: 'psp-b', link: { mode: 'hard', share: null, bufferMinutes: null }, oneOf: { atLeast: 1, of: 2 } },
    ]);
    expect(wayTo(shop, 'payment', 'lonely')).toBeNull();
  });
});

describe('any graph, cycles and all', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const edges = fc.array(fc.constantFrom(...names), { maxLength: 3 });
  const graph = fc.record(Object.fromEntries(['payment', ...names].map((name) => [name, edges])));
  const read = (lists: Record<string, string[]>): Catalog =>
    catalogOf(Object.fromEntries(Object.entries(lists).map(([k, v]) => [k, v.map((component) => ({ component }))])));

  it('has in its tree each component under the process, opened once, and a way to it', () => {
    fc.assert(
      fc.property(graph, (lists) => {
        const catalog = read(lists);
        const lines = standsOn(catalog, { process: 'payment' });
        const under = componentsUnder(catalog, 'payment');
        const opened = lines.filter(({ repeated }) => !repeated).map(({ component }) => component);
        expect([...opened].sort()).toEqual([...under].sort());
        for (const name of names) {
          const way = wayTo(catalog, 'payment', name);
          expect(way === null).toBe(!under.includes(name));
          if (way) expect(way.at(-1)?.component).toBe(name);
        }
      }),
    );
  });
});
