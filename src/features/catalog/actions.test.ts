import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type Records } from '../../stores/records/open.ts';
import { machine } from '../access/who.ts';
import { applyCatalog } from './actions.ts';
import { catalogKinds } from './kinds.ts';
import { catalogQueries } from './queries.ts';

const component = (name: string, level: string) =>
  `apiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: {level: ${level}}\n---\n`;

let folder: string;
let store: Records;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-catalog-'));
  store = await openRecords({ file: join(folder, 'records.db') });
  now = 1_000;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const apply = (text: string, more: { dryRun?: boolean; ifVersion?: number } = {}) =>
  applyCatalog(
    { records: store.db, kinds: catalogKinds, now: () => now },
    { files: [{ path: 'a.yaml', text }], dryRun: false, doer: { who: machine, address: '' }, ...more },
  );
const queries = () => catalogQueries({ records: store.db });
const levels = (c: { documents: readonly { metadata: { name: string }; spec: unknown }[] }) =>
  c.documents.map(({ metadata, spec }) => `${metadata.name} ${(spec as { level: string }).level}`);

describe('applyCatalog', () => {
  it('begins with the empty catalogue of version 0', async () => {
    expect(await queries().reload()).toMatchObject({ version: 0, appliedAt: 0, documents: [] });
  });

  it('keeps every version, each readable at its time', async () => {
    const first = await apply(component('a', 'critical') + component('b', 'standard'));
    expect(first).toMatchObject({ version: 1, dryRun: false });
    expect(first.changes.map(({ change, name }) => `${change} ${name}`)).toEqual(['added a', 'added b']);
    now = 2_000;
    const second = await apply(component('c', 'standard') + component('a', 'important'));
    expect(second.changes).toEqual([
      { change: 'added', kind: 'Component', name: 'c' },
      {
        change: 'changed',
        kind: 'Component',
        name: 'a',
        fields: [{ field: 'spec.level', before: 'critical', after: 'important' }],
      },
      { change: 'removed', kind: 'Component', name: 'b' },
    ]);
    now = 3_000;
    await apply(component('b', 'critical'));

    const { at, reload } = queries();
    expect(levels(await at(999))).toEqual([]);
    expect(levels(await at(1_000))).toEqual(['a critical', 'b standard']);
    expect(levels(await at(2_999))).toEqual(['c standard', 'a important']);
    expect(await reload()).toMatchObject({ version: 3, appliedAt: 3_000 });
  });

  it('keeps entities of Backstage and the components that come of them, in one order, and sees when nothing changed', async () => {
    const entity = (owner: string) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata: {name: db, tags: [x]}\nspec: {type: database, owner: ${owner}}\n---\n`;
    const more = component('a', 'critical').replace('critical}', 'critical, dependsOn: [{component: db}]}');
    const { changes } = await apply(entity('team') + more);
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Component db',
      'backstage.io/Resource db',
      'Component a',
    ]);
    expect((await apply(entity('team') + more)).changes).toEqual([]);
    const { documents } = await queries().reload();
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Component db',
      'backstage.io/Resource db',
      'Component a',
    ]);
    expect(documents[1]).toMatchObject({ metadata: { name: 'db', tags: ['x'] } });
    expect((await apply(entity('group:other/team') + more)).changes).toMatchObject([
      { kind: 'Component', fields: [{ field: 'spec.owner', before: 'group:team', after: 'group:other/team' }] },
      { kind: 'backstage.io/Resource', fields: [{ field: 'spec.owner' }] },
    ]);
  });

  it('gives back what was read, with its place, as the reader saw it', async () => {
    const { changes } = await apply(`# a comment\n${component('a', 'critical')}`);
    expect(changes).toHaveLength(1);
    const { documents } = await queries().reload();
    expect(documents).toEqual([
      {
        apiVersion: 'waga/v1',
        kind: 'Component',
        metadata: { name: 'a' },
        spec: { level: 'critical', dependsOn: [], commonCauses: [] },
        at: { file: 'a.yaml', line: 2, column: 1 },
      },
    ]);
  });

  it('makes no new version of equal files, moved lines included, and follows moved lines with the next one', async () => {
    await apply(component('a', 'critical'));
    expect(await apply(`# moved\n${component('a', 'critical')}`)).toMatchObject({ version: 1, changes: [] });
    await apply(`# moved\n${component('a', 'critical')}${component('b', 'standard')}`);
    expect((await queries().reload()).documents.map(({ at }) => at.line)).toEqual([2, 7]);
  });

  it('applies nothing with an error, nor on a dry run, and tells what it would do', async () => {
    const broken = await apply(component('a', 'critical') + component('b', 'nope'));
    expect(broken).toMatchObject({ version: 0, changes: [] });
    expect(broken.findings.map(({ code }) => code)).toContain('bad_value');
    expect(await apply(component('a', 'critical'), { dryRun: true })).toMatchObject({
      version: 0,
      dryRun: true,
      changes: [{ change: 'added', name: 'a' }],
    });
    expect((await queries().reload()).version).toBe(0);
  });

  it('lets one of two at once win and tells the other', async () => {
    const both = await Promise.allSettled([apply(component('a', 'critical')), apply(component('b', 'critical'))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'conflict', status: 409 } });
    const { version, documents } = await queries().reload();
    expect([version, documents.length]).toEqual([1, 1]);
  });

  it('holds an expected version against the one there is', async () => {
    await apply(component('a', 'critical'), { ifVersion: 0 });
    await expect(apply(component('b', 'critical'), { ifVersion: 0 })).rejects.toMatchObject({
      code: 'precondition_failed',
      details: { version: 1 },
    });
    expect(await apply(component('b', 'critical'), { ifVersion: 1 })).toMatchObject({ version: 2 });
  });

  it('keeps time in order even when the clock goes back', async () => {
    await apply(component('a', 'critical'));
    now = 500;
    await apply(component('a', 'standard'));
    expect(levels(await queries().at(1_000))).toEqual(['a standard']);
  });
});
