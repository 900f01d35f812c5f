import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../kinds.ts';
import { alertFinder } from './alert-finder.ts';

const alert = (name: string, spec: string) =>
  `---\napiVersion: waga/v1\nkind: Alert\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const components = ['api', 'db'].map(
  (name) => `---\napiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: {}\n`,
);
const read = (...alerts: string[]) =>
  readFiles([{ path: 'a.yaml', text: [...components, ...alerts].join('') }], [...catalogKinds, ...signalKinds]);
const finder = (...alerts: string[]) =>
  alertFinder({ version: 1, appliedAt: 0, documents: read(...alerts).documents } as Catalog);

describe('an alert of another tool', () => {
  const find = finder(
    alert('any', '{alert: Errors, component: api}'),
    alert('pages', '{alert: Errors, where: {severity: page}}'),
    alert('db-pages', '{alert: Errors, where: {severity: page, job: "db*"}, component: db}'),
    alert('elsewhere', '{alert: Disk, process: p}'),
  );
  const known = (name: string, labels: Record<string, string>, source = 'default'): string => {
    const { id, component } = find(source, name, labels);
    return `${id} ${component}`;
  };

  it('is the Alert that asks for most of its labels', () => {
    expect(known('Errors', {})).toBe('alert:any api');
    expect(known('Errors', { severity: 'page', service: 'db' })).toBe('alert:pages db');
    expect(known('Errors', { severity: 'page', job: 'db-1' })).toBe('alert:db-pages db');
    expect(known('Errors', { severity: 'page' }, 'other')).toBe('external:other/Errors/ null');
  });

  it('is else about the component that a label names, the first that names one', () => {
    expect(known('Slow', { app: 'api', job: 'db', service: 'nobody' })).toBe('external:default/Slow/db db');
    expect(known('Slow', { app: 'api', component: 'db' })).toBe('external:default/Slow/db db');
    expect(known('Slow', { service: 'nobody' })).toBe('external:default/Slow/ null');
  });
});

describe('an Alert of the catalogue', () => {
  const problems = (spec: string): string[] =>
    read(alert('a', spec))
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ code, line }) => `${code} ${line}`);

  it('names things that are there, and calls where somebody demands it', () => {
    expect(problems('{alert: Errors, component: api, opensIncidents: true, mandatedBy: the regulator}')).toEqual([]);
    expect(problems('{alert: Errors, component: apj}')).toEqual(['unknown_reference 15']);
    expect(problems('{alert: Errors, process: payment}')).toEqual(['unknown_reference 15']);
    expect(problems('{alert: Errors, source: am}')).toEqual(['unknown_reference 15']);
    expect(problems('{alert: Errors, mandatedBy: the regulator}')).toEqual(['bad_value 15']);
    expect(problems('{component: api}')).toEqual(['missing_field 15']);
  });
});
