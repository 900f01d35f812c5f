import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Catalog,
  calendarOf,
  componentsUnder,
  type Document,
  processesOver,
  processNamed,
  productsOf,
} from './catalog.ts';
import { componentGraph } from './component-graph.ts';
import type { Dependency } from './dependency.ts';

const at = { file: 'f', line: 1, column: 1 };
const document = (kind: string, name: string, spec: object): Document => ({
  apiVersion: 'waga/v1',
  kind,
  metadata: { name },
  spec,
  at,
});
const catalog = (...documents: Document[]): Catalog => ({ version: 1, appliedAt: 0, documents });
const on = (...names: string[]): { dependsOn: Dependency[] } => ({
  dependsOn: names.map((component) => ({ component })),
});

describe('componentsUnder', () => {
  it('goes down through groups and modes, in catalogue order, without repeats', () => {
    const group: Dependency = {
      atLeast: 1,
      of: [{ component: 'c' }, { anyOf: [{ component: 'a' }, { allOf: [{ component: 'd' }] }] }],
    };
    const c = catalog(
      document('Component', 'a', on()),
      document('Component', 'b', on('a', 'b')),
      document('Component', 'c', { dependsOn: [{ component: 'b', mode: 'soft', share: '0.1' }] }),
      document('Component', 'd', on('nowhere')),
      document('Component', 'e', on('a')),
      document('Process', 'p', { dependsOn: [group] }),
    );
    expect(componentsUnder(c, 'p')).toEqual(['a', 'b', 'c', 'd']);
    expect(componentsUnder(c, 'nobody')).toEqual([]);
    expect(processesOver(c, 'b')).toEqual(['p']);
    expect(processesOver(c, 'e')).toEqual([]);
  });

  it('is the same set as following every edge by hand, cycles included', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
    fc.assert(
      fc.property(edges, fc.nat(7), (pairs, first) => {
        const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
        const below = (name: string) => pairs.filter(([from]) => `c${from}` === name).map(([, to]) => `c${to}`);
        const c = catalog(
          ...names.map((name) => document('Component', name, on(...below(name)))),
          document('Process', 'p', on(`c${first}`)),
        );
        let reached = new Set([`c${first}`]);
        for (let round = 0; round < 8; round++) reached = new Set([...reached, ...[...reached].flatMap(below)]);
        expect(componentsUnder(c, 'p')).toEqual(names.filter((name) => reached.has(name)));

        const { cycles } = componentGraph(c.documents);
        for (const [name, way] of cycles) {
          expect([way[0], way.at(-1)]).toEqual([name, name]);
          for (let step = 1; step < way.length; step++) expect(below(way[step - 1]!)).toContain(way[step]);
        }
        const inCycle = names.some((name) => {
          let ways = new Set(below(name));
          for (let round = 0; round < 8; round++) ways = new Set([...ways, ...[...ways].flatMap(below)]);
          return ways.has(name);
        });
        expect(cycles.size > 0).toBe(inCycle);
      }),
    );
  });
});

describe('look-ups', () => {
  it('find by kind and by name, in catalogue order', () => {
    const c = catalog(document('Product', 'b', {}), document('Process', 'a', {}), document('Product', 'a', {}));
    expect(productsOf(c).map(({ metadata }) => metadata.name)).toEqual(['b', 'a']);
    expect([processNamed(c, 'a')?.kind, processNamed(c, 'b')]).toEqual(['Process', undefined]);
  });
});

describe('calendarOf', () => {
  const poland = document('Calendar', 'poland', { timeZone: 'Europe/Warsaw', holidays: { country: 'PL' } });
  const bank = document('Calendar', 'bank', { timeZone: 'Europe/Warsaw', holidays: { dates: [] } });
  const process = (spec: object) => document('Process', 'p', { timeZone: 'Europe/Warsaw', ...spec });
  const found = (c: Catalog) => calendarOf(c, processNamed(c, 'p')!)?.metadata.name;

  it('is the one that is named, else the only one of the time zone', () => {
    expect(found(catalog(poland, bank, process({ calendar: 'bank' })))).toBe('bank');
    expect(found(catalog(poland, process({})))).toBe('poland');
    expect(found(catalog(poland, bank, process({})))).toBe(undefined);
    expect(found(catalog(poland, process({ timeZone: 'UTC' })))).toBe(undefined);
  });
});
