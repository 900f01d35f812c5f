import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatalogAnswer } from '../../../src/features/catalog/contract.ts';
import { Manifest } from '../../../src/server/backup-manifest.ts';
import { startPostgres } from '../../contract/postgres-server.ts';
import { describeWith } from '../../needs.ts';
import { applyCatalog, catalogText, kept, Minutes, perBatch, sendEvents, sendObservations } from './lock-step.ts';
import { launch, waga as run, type WagaProcess } from './waga-process.ts';

let folder: string;
let data: string;
let server: WagaProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-backup-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  await server?.killHard();
  rmSync(folder, { recursive: true, force: true });
});

/** Every file below a folder with its content, for one that is small. */
function contents(of: string): string {
  const files = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}
const processNamed = (name: string) => `
---
apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: UTC, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
`;
const sourceOf = (names: readonly string[]) => `
---
apiVersion: waga/v1
kind: Source
metadata: {name: growing}
spec: {type: events, processes: [${names.join(', ')}]}
`;

describe('a backup that is made while data come in', () => {
  it('restores to one state that was true at one moment', { timeout: 300_000 }, async () => {
    server = await launch({ data });
    const target = server;
    await applyCatalog(target);
    const minutes = new Minutes();
    let stopped = false;
    let next = 0;
    /** Events first, then the observations of the same batch: at no moment are there more of these than of those. */
    async function inLockStep(): Promise<void> {
      while (!stopped) {
        const n = next++;
        expect((await sendEvents(target, minutes, n)).status).toBe(202);
        expect((await sendObservations(target, minutes, n)).status).toBe(200);
      }
    }
    /** A catalogue with one process more, and only then its first event. */
    async function growing(): Promise<void> {
      const names: string[] = [];
      while (!stopped) {
        names.push(`grown-${names.length}`);
        await applyCatalog(target, catalogText + names.map(processNamed).join('') + sourceOf(names));
        const event = { process: names.at(-1), step: 'completed', at: new Date().toISOString() };
        const answer = await fetch(`${target.url}/api/v1/events`, {
          method: 'POST',
          headers: { ...target.headers, 'content-type': 'application/json', 'waga-source': 'growing' },
          body: JSON.stringify(event),
        });
        expect(await answer.json()).toMatchObject({ accepted: 1 });
      }
    }
    const senders = [inLockStep(), inLockStep(), inLockStep(), growing()];
    const moments: { at: string; copy: string; sentBefore: number }[] = [];
    for (const name of ['first', 'second']) {
      const sentBefore = next;
      const copy = join(folder, name);
      const made = await run('backup', copy, '--data', data, '--json');
      expect([made.code, made.err]).toEqual([0, '']);
      const { at, heldMs } = JSON.parse(made.out) as { at: string; heldMs: number };
      expect(heldMs).toBeLessThan(5_000);
      moments.push({ at, copy, sentBefore });
    }
    stopped = true;
    await Promise.all(senders);
    expect(await server.stop()).toBe(0);

    for (const { at, copy, sentBefore } of moments) {
      const restored = join(folder, `restored-${moments.findIndex((one) => one.copy === copy)}`);
      const put = await run('restore', copy, '--data', restored, '--json');
      expect(JSON.parse(put.out)).toMatchObject({ at, data: restored });
      server = await launch({ data: restored });
      const { events, observations } = await kept(server, minutes, next);
      const half = events.filter((count, n) => {
        // Each is there whole or not at all; the second only where the first is.
        expect([null, perBatch]).toContain(count);
        expect(observations[n] === null || observations[n] === count, `batch ${n}`).toBe(true);
        return count !== observations[n];
      });
      // As many as there are senders were between their two steps at that moment.
      expect(half.length).toBeLessThanOrEqual(3);
      // What was complete before the backup was asked for is in it: all but what the senders had open.
      const before = events.slice(0, sentBefore).filter((count) => count === null);
      expect(before.length).toBeLessThanOrEqual(3);

      const answer = await fetch(`${server.url}/api/v1/catalog`, { headers: server.headers });
      const { documents } = CatalogAnswer.parse(await answer.json());
      const known = documents.filter(({ kind }) => kind === 'Process').map(({ metadata }) => metadata.name);
      const sources = await (await fetch(`${server.url}/api/v1/sources`, { headers: server.headers })).json();
      const { accepted = 0 } = (sources as { sources: { name: string; accepted: number }[] }).sources.find(
        ({ name }) => name === 'growing',
      ) ?? { accepted: 0 };
      const grown = known.filter((name) => name.startsWith('grown-')).length;
      // An event needs the version that declared its process: that one is there, and at most one is ahead.
      expect([accepted, accepted + 1]).toContain(grown);
      expect(await server.stop()).toBe(0);
    }
  });

  it('holds no secret, and is told in the audit log', async () => {
    server = await launch({ data });
    await applyCatalog(server);
    await sendEvents(server, new Minutes(), 0);
    const copy = join(folder, 'copy');
    expect((await run('backup', copy, '--data', data)).code).toBe(0);
    const all = contents(copy);
    expect(all).not.toContain(readFileSync(`${data}.key`, 'utf8').trim());
    expect(all).not.toContain(readFileSync(join(data, 'machine-token'), 'utf8').trim());
    expect(all).not.toContain('user-0-1');
    expect(statSync(copy).mode & 0o077).toBe(0);
    const { files, records } = Manifest.parse(JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')));
    expect(files.length).toBe(records.tables.length + 1);
    const audit = await fetch(`${server.url}/api/v1/audit?action=backup.make`, { headers: server.headers });
    expect(((await audit.json()) as { entries: object[] }).entries).toHaveLength(1);
  });

  it('is refused where it may not lie, and leaves nothing behind', async () => {
    server = await launch({ data });
    writeFileSync(join(folder, 'file'), 'in the way');
    const full = join(folder, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'mine'), 'keep');
    for (const [where, words] of [
      [full, 'is not empty'],
      [join(data, 'inside'), 'does not lie in the data folder'],
      [join(folder, 'file', 'below'), 'cannot be made'],
    ] as const) {
      const { code, err } = await run('backup', where, '--data', data);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
    expect(readdirSync(full)).toEqual(['mine']);
    expect(existsSync(join(data, 'inside'))).toBe(false);
    const nobody = await run('backup', join(folder, 'new'), '--server', server.url, '--token', 'wrong');
    expect(nobody.code).toBe(2);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });
});

describe('a restore', () => {
  let copy: string;
  beforeEach(async () => {
    server = await launch({ data });
    await applyCatalog(server);
    expect((await sendEvents(server, new Minutes(), 0)).status).toBe(202);
    copy = join(folder, 'copy');
    expect((await run('backup', copy, '--data', data)).code).toBe(0);
  });
  const restore = (from: string, to: string) => run('restore', from, '--data', to);
  /** The backup once more, with other words in its manifest or something done to its files. */
  const changed = (name: string, words: object, spoil: (at: string) => void = () => undefined): string => {
    const other = join(folder, name);
    cpSync(copy, other, { recursive: true });
    const file = join(other, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, ...words }));
    spoil(other);
    return other;
  };

  it('goes into a new folder only, never into one that is used', async () => {
    const { code, err } = await restore(copy, data);
    expect([code, err]).toEqual([3, expect.stringContaining('held by waga serve')]);
    await server!.stop();
    expect(await restore(copy, data)).toMatchObject({ code: 1, err: expect.stringContaining('holds data already') });
    mkdirSync(join(folder, 'empty'));
    expect(await restore(copy, join(folder, 'empty'))).toMatchObject({ code: 0 });
  });

  it('refuses what is not whole, was changed or comes from a newer version, and makes nothing', async () => {
    const settings = (at: string): string => join(at, 'records', 'settings.ndjson');
    const cases: [string, string][] = [
      [changed('newer', { version: '99.0.0' }), 'newer than this'],
      [changed('format', { format: 2 }), 'which is newer'],
      [changed('lost', {}, (at) => rmSync(settings(at))), 'settings.ndjson is missing'],
      [changed('bytes', {}, (at) => writeFileSync(settings(at), 'x')), 'changed or damaged'],
      [changed('odd', { files: [{ path: '../../x' }] }), 'no manifest'],
      [join(folder, 'nowhere'), 'no folder'],
    ];
    const unfinished = join(folder, 'unfinished');
    cpSync(copy, unfinished, { recursive: true });
    rmSync(join(unfinished, 'manifest.json'));
    cases.push([unfinished, 'written last']);
    const target = join(folder, 'new');
    for (const [from, words] of cases) {
      const { code, err } = await restore(from, target);
      expect([code, err], from).toEqual([2, expect.stringContaining(words)]);
    }
    const made = readdirSync(folder).filter((name) => name.startsWith('new'));
    expect(made.filter((name) => name !== 'newer')).toEqual([]);
  });
});

describeWith('postgres', 'a restore of records into PostgreSQL', () => {
  it('brings them there, once, and a server starts on them', async () => {
    const postgres = await startPostgres();
    const url = await postgres.database();
    try {
      server = await launch({ data });
      await applyCatalog(server);
      const minutes = new Minutes();
      expect((await sendEvents(server, minutes, 0)).status).toBe(202);
      const copy = join(folder, 'copy');
      expect((await run('backup', copy, '--data', data)).code).toBe(0);
      await server.stop();

      const put = (to: string) => run('restore', copy, '--data', join(folder, to), '--records', url, '--json');
      expect(JSON.parse((await put('moved')).out)).toMatchObject({ records: { engine: 'PostgreSQL' } });
      expect(await put('again')).toMatchObject({ code: 1, err: expect.stringContaining('not empty') });
      const config = join(folder, 'waga.yaml');
      writeFileSync(config, JSON.stringify({ records: { url } }));
      server = await launch({ data: join(folder, 'moved'), words: ['--config', config] });
      const answer = await fetch(`${server.url}/api/v1/catalog`, { headers: server.headers });
      expect(CatalogAnswer.parse(await answer.json()).documents.length).toBeGreaterThan(3);
      expect((await kept(server, minutes, 1)).events).toEqual([perBatch]);
      // And back again, out of PostgreSQL.
      expect((await run('backup', join(folder, 'second'), '--data', join(folder, 'moved'))).code).toBe(0);
      expect((await run('restore', join(folder, 'second'), '--data', join(folder, 'back'))).code).toBe(0);
      expect(await server.stop()).toBe(0);
    } finally {
      await server?.killHard();
      await postgres.stop();
    }
  });
});
