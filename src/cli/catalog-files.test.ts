import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataSet } from '../../tests/data-sets.ts';
import { describeWith } from '../../tests/needs.ts';
import type { Finding } from '../features/catalog/finding.ts';
import { readFiles } from '../features/catalog/read-files.ts';
import { catalogFiles } from './catalog-files.ts';
import { kinds } from './kinds.ts';

const check = (...paths: string[]) => readFiles(catalogFiles(paths), kinds);
const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');
const shown = (findings: readonly Finding[]) =>
  findings.map(({ file, line, column, code }) => `${basename(file)}:${line}:${column} ${code}`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, ...targets: string[]): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  const metadata = `metadata: {name: ${basename(path).replaceAll('.', '-')}}`;
  const spec = `spec: ${JSON.stringify({ targets })}`;
  writeFileSync(
    join(folder, path),
    ['apiVersion: backstage.io/v1alpha1', 'kind: Location', metadata, spec, ''].join('\n'),
  );
}

describe('Locations', () => {
  const found = (path: string) => catalogFiles([join(folder, path)]).map((file) => relative(folder, file.path));
  const unread = (path: string) =>
    check(join(folder, path)).findings.flatMap(({ code, message }) => (code === 'target_not_read' ? message : []));

  it('lead to files in the same folder, also one after another and in a circle', () => {
    put('in/all.yaml', './deep/a.txt');
    put('in/deep/a.txt', '../all.yaml', '../b.yaml');
    put('in/b.yaml', 'deep/a.txt');
    expect(found('in/all.yaml')).toEqual(['in/all.yaml', 'in/deep/a.txt', 'in/b.yaml']);
    expect(found('in')).toEqual(['in/all.yaml', 'in/b.yaml', 'in/deep/a.txt']);
    expect(unread('in/all.yaml')).toEqual([]);
  });

  it('never lead out of the folder that is given, by name or by link, nor to an address', () => {
    put('secret.yaml');
    put(
      'in/all.yaml',
      '../secret.yaml',
      './link.yml',
      './linked/secret.yaml',
      join(folder, 'secret.yaml'),
      'https://a.example/',
    );
    mkdirSync(join(folder, 'out'));
    put('out/secret.yaml');
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'in/link.yml'));
    symlinkSync(join(folder, 'out'), join(folder, 'in/linked'));
    expect(found('in/all.yaml')).toEqual(['in/all.yaml']);
    expect(unread('in/all.yaml')).toHaveLength(5);
    expect(found('.')).toContain('secret.yaml');
    expect(unread('.')).toHaveLength(2);
  });

  it('may name what is a folder or not there', () => {
    put('all.yaml', './nowhere.yaml', './deep');
    put('deep/a.yaml');
    expect(found('all.yaml')).toEqual(['all.yaml']);
    expect(unread('all.yaml')).toHaveLength(2);
  });
});

describe('examples/catalog-formats', () => {
  it('hold no error or warning, and join the three formats', () => {
    const { documents, findings } = check(join(import.meta.dirname, '../../examples/catalog-formats'));
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const orders = documents.find(({ kind, metadata }) => kind === 'Component' && metadata.name === 'order-service');
    expect(orders).toMatchObject({
      metadata: { displayName: 'Orders' },
      spec: {
        owner: 'group:orders-team',
        level: 'critical',
        dependsOn: [{ component: 'rates', mode: 'soft' }, { component: 'order-db' }],
      },
    });
  });
});

describeWith('data:backstage', 'the examples of Backstage', () => {
  const at = (...path: string[]) => dataSet('backstage', ...path);

  it('are read, except the one that is named invalid', () => {
    const { documents, written, findings } = check(at());
    expect(shown(errors(findings))).toEqual([
      'invalid-component.yaml:4:9 bad_name',
      'invalid-component.yaml:11:7 bad_value',
    ]);
    expect(written).toBe(10);
    const components = documents.filter(({ kind }) => kind === 'Component');
    expect(components.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
      ['artist-lookup', expect.objectContaining({ owner: 'group:team-a', dependsOn: [{ component: 'artists-db' }] })],
      ['alternative.different-namespace', expect.objectContaining({ owner: 'group:team-a' })],
      ['www-artist', expect.objectContaining({ type: 'website', dependsOn: [{ component: 'artist-lookup' }] })],
      ['artists-db', expect.objectContaining({ type: 'database' })],
    ]);
  });

  it('are reached through the Location, which names a file that is not there', () => {
    const { written, findings } = check(at('all-components.yaml'));
    expect(written).toBe(3);
    expect(errors(findings)).toEqual([]);
    expect(shown(findings)).toContain('all-components.yaml:10:7 target_not_read');
  });

  it('have every field that is not used named', () => {
    const { findings } = check(at('components/artist-lookup-component.yaml'));
    expect(shown(findings.filter(({ code }) => code === 'unsupported_field'))).toEqual(
      [4, 9, 12, 18].map((line) => `artist-lookup-component.yaml:${line}:3 unsupported_field`),
    );
  });
});

describeWith('data:openslo', 'the examples of OpenSLO', () => {
  const at = (...path: string[]) => dataSet('openslo', ...path);

  it.each([
    ['examples/v1', 15],
    ['examples/spec-budgeting-method-occurences-slo.yaml', 1],
    ['examples/spec-budgeting-method-ratio-timeslices.yaml', 1],
    ['examples/spec-budgeting-method-timeslices-slo.yaml', 1],
    ['examples/spec-treat-low-traffic-as-equally-important-timeslices-slo.yaml', 1],
    ['validate/v1.yaml', 3],
    ['validate/mix-2.yaml', 1],
    ['validate/recursive-1.yaml', 1],
  ])('%s is read', (path, documents) => {
    const { written, findings } = check(at(path));
    expect(errors(findings)).toEqual([]);
    expect(written).toBe(documents);
  });

  it.each([
    ['validate/invalid-apiversion.yaml', ['invalid-apiversion.yaml:1:13 unknown_api_version']],
    ['validate/unknown-field.yaml', ['unknown-field.yaml:6:3 unknown_field']],
  ])('%s is refused', (path, places) => {
    const { written, findings } = check(at(path));
    expect(shown(errors(findings))).toEqual(places);
    expect(written).toBe(0);
  });
});
