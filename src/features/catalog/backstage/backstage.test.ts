import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentNamed, componentsOf, componentsUnder, processesOver } from '../catalog.ts';
import type { ComponentSpec } from '../component.ts';
import { catalogKinds } from '../kinds.ts';
import { readFiles } from '../read-files.ts';
import { keptNameOf, parseEntityRef } from './entity-ref.ts';
import { fileAt } from './targets.ts';

const read = (...parts: string[]) => readFiles([{ path: 'a.yaml', text: parts.join('---\n') }], catalogKinds);
const document = (apiVersion: string, kind: string, metadata: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\nspec: {${spec}}\n`;
const entity = (kind: string, metadata: string, spec = '') => {
  const needed: Record<string, string> = {
    API: 'lifecycle: production, definition: text',
    Component: 'lifecycle: production',
  };
  return document(
    'backstage.io/v1alpha1',
    kind,
    metadata,
    `type: service, owner: team, ${needed[kind] ?? ''}${needed[kind] ? ', ' : ''}${spec}`,
  );
};
const waga = (name: string, spec: string) => document('waga/v1', 'Component', `name: ${name}`, spec);
const catalog = (...parts: string[]) => ({ version: 1, appliedAt: 0, documents: read(...parts).documents });
const spec = (name: string, ...parts: string[]) => componentNamed(catalog(...parts), name)?.spec as ComponentSpec;

describe('an entity of Backstage', () => {
  it('is kept as it is, and is a component beside it', () => {
    const { documents, written } = read(entity('Component', 'name: Payment_API, title: Payment API, tags: [java]'));
    expect(written).toBe(1);
    expect(documents).toMatchObject([
      {
        kind: 'Component',
        metadata: { name: 'payment-api', displayName: 'Payment API' },
        spec: { type: 'service', owner: 'group:team', dependsOn: [], commonCauses: [] },
        at: { line: 1 },
      },
      { kind: 'backstage.io/Component', metadata: { name: 'payment_api', tags: ['java'] } },
    ]);
  });

  it('needs what it depends on, whose APIs it consumes, and what says that it depends on it', () => {
    const parts = [
      entity('Component', 'name: shop', 'dependsOn: ["resource:db"], consumesApis: [rates]'),
      entity('Resource', 'name: db', 'dependencyOf: ["component:report"]'),
      entity('Component', 'name: report'),
      entity('API', 'name: rates'),
      entity('Component', 'name: bank', 'providesApis: [rates]'),
      document(
        'waga/v1',
        'Process',
        'name: pay',
        'timeZone: UTC, steps: [a], kpi: a, thresholds: {partial: "0.2", total: "0.4"}, dependsOn: [{component: shop}]',
      ),
    ];
    const all = catalog(...parts);
    expect(componentsUnder(all, 'pay')).toEqual(['shop', 'db', 'rates', 'bank']);
    expect(processesOver(all, 'bank')).toEqual(['pay']);
    expect(spec('report', ...parts).dependsOn).toEqual([{ component: 'db' }]);
    expect(read(...parts).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('gives its links of type runbook and health; the others are told', () => {
    const links = (...types: string[]) =>
      `links: [${types.map((type) => `{url: "https://wiki.example.com/${type}", type: ${type}}`).join(', ')}]`;
    const parts = [entity('Component', `name: shop, ${links('docs', 'runbook', 'health')}`)];
    expect(spec('shop', ...parts)).toMatchObject({
      health: 'https://wiki.example.com/health',
      runbook: 'https://wiki.example.com/runbook',
    });
    const told = read(...parts).findings.filter(({ code }) => code === 'unsupported_field');
    expect(told.map(({ message }) => message.split(' ')[0])).toEqual(['metadata.links.0', 'spec.lifecycle']);
    expect(spec('shop', ...parts, waga('shop', 'health: /healthz'))).toMatchObject({
      health: '/healthz',
      runbook: 'https://wiki.example.com/runbook',
    });
    expect(spec('a', entity('Component', 'name: a, links: [{url: "ftp://old", type: runbook}]')).runbook).toBe(
      undefined,
    );
  });

  it('joins a document of Waga with its name, whose words outrank it', () => {
    const parts = [
      entity('Component', 'name: shop, description: sells', 'dependsOn: ["component:a", "component:b"]'),
      entity('Component', 'name: a'),
      entity('Component', 'name: b'),
      waga('shop', 'level: critical, type: website, dependsOn: [{component: a, mode: soft, share: "0.1"}]'),
    ];
    expect(spec('shop', ...parts)).toMatchObject({
      level: 'critical',
      type: 'website',
      owner: 'group:team',
      dependsOn: [{ component: 'a', mode: 'soft', share: '0.1' }, { component: 'b' }],
    });
    const all = catalog(...parts);
    expect(componentsOf(all).map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'shop']);
    expect(componentNamed(all, 'shop')).toMatchObject({ metadata: { description: 'sells' }, at: { line: 16 } });
  });

  it('may need a component that only Waga knows', () => {
    const parts = [entity('Component', 'name: shop', 'dependsOn: ["component:queue"]'), waga('queue', '')];
    expect(spec('shop', ...parts).dependsOn).toEqual([{ component: 'queue' }]);
    expect(read(...parts).findings.filter(({ message }) => message.includes('queue'))).toEqual([]);
  });

  it('of one name and another kind or namespace gets a name of its own', () => {
    const parts = [
      entity('API', 'name: orders'),
      entity('Resource', 'name: orders'),
      entity('Component', 'name: orders', 'providesApis: [orders], dependsOn: ["resource:orders"]'),
      entity('Component', 'name: orders, namespace: old'),
    ];
    const names = componentsOf(catalog(...parts)).map(({ metadata }) => metadata.name);
    expect(names).toEqual(['orders.api', 'orders.resource', 'orders', 'old.orders']);
    expect(spec('orders', ...parts).dependsOn).toEqual([{ component: 'orders.resource' }]);
    expect(spec('orders.api', ...parts).dependsOn).toEqual([{ component: 'orders' }]);
  });

  it('is no reason to miss a component while it is broken', () => {
    const broken = entity('Resource', 'name: db').replace('owner: team, ', '');
    const codes = (...parts: string[]) => read(...parts).findings.map(({ code }) => code);
    expect(codes(waga('shop', 'dependsOn: [{component: db}]'), broken)).not.toContain('unknown_reference');
    expect(codes(waga('shop', 'dependsOn: [{component: dc}]'), broken)).toContain('unknown_reference');
  });

  it('says where dependencies go round', () => {
    const findings = read(
      entity('Component', 'name: a', 'dependsOn: ["component:c", "component:b"]'),
      entity('Component', 'name: b', 'dependsOn: ["component:a"]'),
      entity('Component', 'name: c'),
    ).findings.filter(({ code }) => code === 'dependency_cycle');
    expect(findings).toMatchObject([{ line: 4, message: 'dependencies go round: a → b → a' }]);
  });

  it('of a kind that nobody here knows is let pass and told', () => {
    const template = document('scaffolder.backstage.io/v1beta3', 'Template', 'name: t', '');
    expect(read(template, document('backstage.io/v1beta1', 'Dashboard', 'name: d', '')).findings).toMatchObject([
      { code: 'foreign_kind', severity: 'info', line: 2 },
      { code: 'foreign_kind', severity: 'info', line: 7 },
    ]);
  });

  it('that is a group or person is known as owner, once there is any', () => {
    const group = entity('Group', 'name: payment', 'children: []');
    const told = (...parts: string[]) =>
      read(...parts).findings.flatMap(({ code, severity, line, message }) =>
        code === 'unknown_reference' && message.includes('Group named payments') ? [[severity, line, message]] : [],
      );
    const shop = document('waga/v1', 'Product', 'name: shop', 'owner: group:payments, productManager: user:anna');
    expect(told(shop)).toEqual([]);
    expect(told(shop, group)).toEqual([
      ['warning', 4, 'there is no backstage.io/Group named payments; did you mean payment?'],
    ]);
    expect(told(waga('shop', 'owner: "group:default/Payments"'), group)).toHaveLength(1);
    expect(told(shop, group.replace('name: payment', 'name: Payments'))).toEqual([]);
  });

  it('must say what kind of thing it depends on', () => {
    expect(read(entity('Component', 'name: a', 'dependsOn: [db]')).findings).toContainEqual(
      expect.objectContaining({ severity: 'error', message: expect.stringContaining('component:NAME') }),
    );
  });
});

describe('a reference', () => {
  it('is read back from what is written for it, whatever of it is left out', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,8}[A-Za-z0-9])?$/);
    fc.assert(
      fc.property(word, word, name, fc.boolean(), fc.boolean(), (kind, namespace, written, withKind, withSpace) => {
        const text = `${withKind ? `${kind}:` : ''}${withSpace ? `${namespace}/` : ''}${written}`;
        const found = parseEntityRef(text, { kind: 'group', namespace: 'default' });
        const low = written.toLowerCase();
        expect(found).toEqual({
          kind: withKind ? kind : 'group',
          namespace: withSpace ? namespace : 'default',
          name: low,
        });
        expect(keptNameOf(found!)).toBe(withSpace && namespace !== 'default' ? `${namespace}/${low}` : low);
      }),
    );
    expect(parseEntityRef('a b', { kind: 'group', namespace: 'default' })).toBe(null);
    expect(parseEntityRef('a', { kind: null, namespace: 'default' })).toBe(null);
  });
});

describe('a target of a Location', () => {
  it.each([
    ['x/all.yaml', './a/b.yaml', 'x/a/b.yaml'],
    ['x/all.yaml', '../b.yaml', 'b.yaml'],
    ['all.yaml', '../b.yaml', '../b.yaml'],
    ['./all.yaml', '../b.yaml', '../b.yaml'],
    ['/x/all.yaml', '../y/b.yaml', '/y/b.yaml'],
    ['/x/all.yaml', 'a/../../../b.yaml', null],
    ['all.yaml', '/etc/passwd', null],
    ['all.yaml', 'https://example.com/a.yaml', null],
    ['all.yaml', 'url:https://example.com/a.yaml', null],
    ['all.yaml', './*.yaml', null],
  ])('from %s, %s is %s', (from, target, file) => expect(fileAt(from, target)).toBe(file));

  it('is told when it was not read, at its place', () => {
    const location = document(
      'backstage.io/v1alpha1',
      'Location',
      'name: l',
      'targets: [./a.yaml, "https://b.example/c"]',
    );
    expect(read(location).findings.map(({ column, message }) => `${column} ${message}`)).toEqual([
      '28 the target https://b.example/c is not read: only files named relative to this one are read, and no address is ever fetched',
    ]);
  });
});
