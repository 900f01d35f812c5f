import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../access/who.ts';
import { writerOf } from '../access/writer.ts';
import { attributesProblem, batchKey } from './writer-rules.ts';

const free = writerOf(machine);
const names = ['payment-api', 'ledger', 'production', 'staging'];
const attribute = fc.tuple(
  fc.constantFrom('service.name', 'deployment.environment.name', 'deployment.environment', 'other'),
  fc.constantFrom(...names),
);
const lists = fc.array(fc.array(attribute, { maxLength: 3 }), { maxLength: 2 });

describe('what a token may write', () => {
  it('is what every attribute names, wherever it stands; without a name a component is nobody’s, an environment production', () => {
    fc.assert(
      fc.property(lists, fc.subarray(names), fc.subarray(names), (given, components, environments) => {
        const writer = { ...free, components: new Set(components), environments: new Set(environments) };
        const valuesOf = (wanted: string) =>
          given.flat().flatMap(([name, value]) => (name.startsWith(wanted) ? [value] : []));
        const services = valuesOf('service.name');
        const places = valuesOf('deployment.environment');
        const own =
          services.length > 0 &&
          services.every((name) => components.includes(name)) &&
          (places.length > 0 ? places : ['production']).every((name) => environments.includes(name));
        expect(attributesProblem(writer, ...given) === null).toBe(own);
      }),
    );
  });

  it('is everything for a writer without limits', () => {
    fc.assert(fc.property(lists, (given) => attributesProblem(free, ...given) === null));
  });
});

describe('the key of a batch', () => {
  it('is another for another writer, entrance or key', () => {
    const word = fc.stringMatching(/^[a-z0-9-]{1,6}$/);
    const named = fc.tuple(word, word, fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(named, named, (a, b) => {
        const key = ([id, entrance, text]: typeof a) => batchKey({ ...free, id }, entrance, text);
        expect(key(a) === key(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(batchKey(free, 'events', undefined)).toBeUndefined();
  });
});
