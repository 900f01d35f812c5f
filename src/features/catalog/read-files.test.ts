import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogKinds } from './kinds.ts';
import { readFiles } from './read-files.ts';

const read = (text: string, path = 'a.yaml') => readFiles([{ path, text }], catalogKinds);
const codes = (text: string) => read(text).findings.map(({ code, line }) => `${line} ${code}`);
const component = (name: string, spec: string) =>
  `apiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

describe('readFiles', () => {
  it('reads the words of the interfaces page as they stand there', () => {
    const { documents, findings } = read(`
apiVersion: waga/v1
kind: Component
metadata: {name: payment-api, displayName: Payment API}
spec:
  owner: group:payments
  level: critical
  availability: "0.9995"
  dependsOn:
    - component: ledger-db
    - {component: recommender, mode: soft, share: "0.06"}
    - {component: mail-queue, mode: async, bufferMinutes: 30}
    - {atLeast: 1, of: [{component: psp-a}, {anyOf: [{component: psp-b}, {allOf: [{component: psp-c}]}]}]}
  commonCauses: [{name: rack-7, unavailability: "0.0001"}]
`);
    expect(findings.filter(({ code }) => code !== 'unknown_reference' && code !== 'unused_component')).toEqual([]);
    expect(findings.filter(({ code }) => code === 'unknown_reference')).toHaveLength(6);
    expect(documents[0]?.at).toEqual({ file: 'a.yaml', line: 2, column: 1 });
  });

  it('reads JSON, tabs and all, and a list of documents', () => {
    const json = JSON.stringify(
      [{ apiVersion: 'waga/v1', kind: 'Product', metadata: { name: 'a' }, spec: {} }],
      null,
      '\t',
    );
    const { documents, findings } = read(json, 'a.json');
    expect(findings).toEqual([]);
    expect(documents).toEqual([
      {
        apiVersion: 'waga/v1',
        kind: 'Product',
        metadata: { name: 'a' },
        spec: {},
        at: { file: 'a.json', line: 2, column: 2 },
      },
    ]);
  });

  it('goes on after a broken document, and skips empty ones', () => {
    const text = `[a\n---\n---\n- x\n- - y\n---\n${component('a', '{level: nope}')}---\n`;
    expect(codes(text)).toEqual(['2 bad_syntax', '4 not_a_document', '5 not_a_document', '10 bad_value']);
  });

  it('tells every tab and every key that stands twice, and what else is wrong beside them', () => {
    expect(codes('a:\n\tb: 1\n\tc: 2\n')).toEqual(['2 tab_indent', '3 tab_indent']);
    const twice = component('a', '\n  level: nope\n  type: x\n  type: y\n  owner: a\n  type: z');
    expect(codes(twice)).toEqual(['5 bad_value', '7 duplicate_key', '8 bad_value', '9 duplicate_key']);
    expect(read(component('a', '{type: x, type: y}')).documents).toEqual([]);
  });

  it('says nothing of a missing name while the document that bears it is broken', () => {
    const broken = component('b', '{level: nope}');
    expect(codes(`${component('a', '{dependsOn: [{component: b}]}')}---\n${broken}`)).toEqual(['9 bad_value']);
    expect(codes(component('a', '{dependsOn: [{component: b}]}'))).toEqual([
      '3 unused_component',
      '4 unknown_reference',
    ]);
  });

  it('tells the member of a union that was meant', () => {
    const messages = (edge: string) =>
      read(component('a', `{dependsOn: [${edge}]}`)).findings.map(({ message }) => message);
    expect(messages('{component: b, mode: sfot}')).toEqual([
      'expected one of hard, soft, async, found "sfot"; did you mean soft?',
    ]);
    expect(messages('{component: b, mode: soft}')).toEqual([
      'the field spec.dependsOn[0].share is missing: expected text',
    ]);
    expect(messages('{atLeast: 3, of: [{component: b}]}')).toEqual([
      'expected no more than the group has members, found 3',
    ]);
    expect(messages('b')).toEqual(['expected a mapping, found "b"']);
  });

  it('follows anchors, and puts findings at the values they stand for', () => {
    const text = component('a', '{level: &l critical, type: *l}');
    expect(read(text).documents[0]?.spec).toMatchObject({ level: 'critical', type: 'critical' });
    expect(codes(component('a', '{type: *nowhere}'))).toEqual(['4 bad_syntax']);
  });

  it('keeps to the types of JSON: dates stay text, tags are refused, keys are text', () => {
    expect(codes('apiVersion: waga/v1\nkind: !!set {a, b}\n')).toEqual(['2 bad_syntax']);
    expect(codes('__proto__: {x: 1}\napiVersion: waga/v1\nkind: Product\nmetadata: {name: a}\nspec: {}\n')).toEqual([
      '1 unknown_field',
    ]);
  });

  it('orders findings by file, line and column', () => {
    const bad = (name: string) => component(name, '{level: nope, type: ""}');
    const files = ['z.yaml', 'a.yaml'].map((path) => ({ path, text: bad(path.slice(0, 1)) }));
    const places = readFiles(files, catalogKinds).findings.map(({ file, line, column }) => `${file}:${line}:${column}`);
    expect(places).toEqual(['z.yaml:4:15', 'z.yaml:4:27', 'a.yaml:4:15', 'a.yaml:4:27']);
  });

  it('stops where more errors would help nobody', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `k${index}: 1`).join(', ');
    expect(read(component('a', `{${keys}}`)).findings).toHaveLength(50);
    const many = Array.from({ length: 600 }, (_, index) => component(`c${index}`, '{level: nope}')).join('---\n');
    expect(read(many).findings.map(({ code }) => code)).toEqual([...Array(500).fill('bad_value'), 'more_errors']);
  });

  it('takes kinds of other features, with their own names and relations', () => {
    const kind = {
      kind: 'Measure',
      spec: z.strictObject({}),
      underscores: true,
      relate: () => [{ code: 'bad_value' as const, severity: 'warning' as const, message: 'seen', path: ['spec'] }],
    };
    const text = 'apiVersion: waga/v1\nkind: Measure\nmetadata: {name: a_b}\nspec: {}\n';
    expect(readFiles([{ path: 'a', text }], [kind]).findings).toEqual([
      { code: 'bad_value', severity: 'warning', message: 'seen', file: 'a', line: 4, column: 7 },
    ]);
  });

  it('suggests names while that does not take long, and finds every reference all the same', () => {
    const count = 1_000;
    const entities = Array.from({ length: count }, (_, n) => {
      const spec = `{type: x, owner: team-${n}, dependsOn: ["resource:strange-${n}"]}`;
      return `apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata: {name: stranger-${n}}\nspec: ${spec}\n`;
    });
    const messages = read(entities.join('---\n')).findings.flatMap(({ code, message }) =>
      code === 'unknown_reference' && message.includes('Resource') ? message : [],
    );
    expect(messages).toHaveLength(count);
    const suggested = messages.filter((message) => message.includes('did you mean')).length;
    expect(suggested).toBeGreaterThan(100);
    expect(suggested).toBeLessThan(count / 2);
  });

  it('never throws and always names a place, whatever is changed in files of any format', () => {
    const folder = new URL('../../../examples/catalog-formats/', import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const part = fc.constantFrom(
      'null',
      '[]',
      '{}',
      '"',
      '- ',
      ': ',
      '\n',
      '\t',
      '&a ',
      '*a',
      '__proto__',
      '-1',
      '..',
      '---\n',
      '',
    );
    const edit = fc.record({ at: fc.nat(), length: fc.nat(12), part });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }), (text, edits) => {
        const changed = edits.reduce((all, { at, length, part }) => {
          const from = at % (all.length + 1);
          return all.slice(0, from) + part + all.slice(from + length);
        }, text);
        const { findings } = read(changed);
        for (const { line, column } of findings) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
