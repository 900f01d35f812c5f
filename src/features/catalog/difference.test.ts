import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, keyOf } from './difference.ts';
import type { Document } from './document.ts';

const document = (name: string, spec: unknown, line = 1): Document => ({
  apiVersion: 'waga/v1',
  kind: 'Component',
  metadata: { name },
  spec,
  at: { file: 'f', line, column: 1 },
});

describe('differenceOf', () => {
  it('tells added, changed with its fields, and removed', () => {
    const before = [document('a', { level: 'critical', dependsOn: [] }), document('b', {}), document('c', {})];
    const after = [
      document('d', {}),
      document('a', { level: 'standard', dependsOn: [{ component: 'd' }] }),
      document('b', {}, 9),
    ];
    expect(differenceOf(before, after)).toEqual([
      { change: 'added', kind: 'Component', name: 'd' },
      {
        change: 'changed',
        kind: 'Component',
        name: 'a',
        fields: [
          { field: 'spec.level', before: 'critical', after: 'standard' },
          { field: 'spec.dependsOn', before: [], after: [{ component: 'd' }] },
        ],
      },
      { change: 'removed', kind: 'Component', name: 'c' },
    ]);
  });

  it('a key that comes or goes has one side only; the order of keys is no change', () => {
    expect(differenceOf([document('a', { x: 1, y: 2 })], [document('a', { y: 2, x: 1 })])).toEqual([]);
    expect(differenceOf([document('a', { x: 1 })], [document('a', { y: 2 })])[0]?.fields).toEqual([
      { field: 'spec.x', before: 1 },
      { field: 'spec.y', after: 2 },
    ]);
  });

  it('is empty exactly for equal catalogues, and names every document on one side only', () => {
    const documents = fc
      .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 2 }))
      .map((specs) => Object.entries(specs).map(([name, x]) => document(name, { x })));
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const changes = differenceOf(before, after);
        const of = (list: Document[]) => new Map(list.map((one) => [keyOf(one), JSON.stringify(one.spec)]));
        const [old, next] = [of(before), of(after)];
        const expected = new Set([...old.keys(), ...next.keys()].filter((key) => old.get(key) !== next.get(key)));
        expect(new Set(changes.map(({ kind, name }) => `${kind}/${name}`))).toEqual(expected);
      }),
    );
  });
});
