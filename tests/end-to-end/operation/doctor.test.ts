import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyCatalog, Minutes, sendEvents } from './lock-step.ts';
import { launch, waga as run, type WagaProcess } from './waga-process.ts';

let folder: string;
let data: string;
let server: WagaProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-doctor-'));
  data = join(folder, 'data');
  writeFileSync(join(folder, 'waga.yaml'), 'disk: {lowMb: 1}\n');
  server = await launch({ data });
  await applyCatalog(server);
  for (let n = 0; n < 3; n++) expect((await sendEvents(server, new Minutes(), n)).status).toBe(202);
});
afterEach(async () => {
  await server.killHard();
  rmSync(folder, { recursive: true, force: true });
});

interface Report {
  running: boolean;
  findings: { severity: string; subject: string; message: string }[];
}
async function doctor(): Promise<Report & { code: number | null }> {
  const { code, out } = await run('doctor', '--data', data, '--config', join(folder, 'waga.yaml'), '--json');
  return { code, ...(JSON.parse(out) as Report) };
}
/** Overwrites the middle of a file. */
function damage(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  for (let at = 4_096; at < size; at += 4_096) writeSync(handle, Buffer.alloc(2_048, 0xa5), 0, 2_048, at);
  closeSync(handle);
}

describe('waga doctor', () => {
  it('finds nothing on a sound installation, with a server and without', async () => {
    expect(await doctor()).toMatchObject({ code: 0, running: true, findings: [] });
    await server.stop();
    expect(await doctor()).toMatchObject({ code: 0, running: false, findings: [] });
    // It left the folder as it was: a server starts on it.
    server = await launch({ data });
  });

  it('finds secrets and data that others can read', async () => {
    chmodSync(join(data, 'machine-token'), 0o644);
    chmodSync(`${data}.key`, 0o640);
    chmodSync(data, 0o755);
    const { code, findings } = await doctor();
    expect(code).toBe(1);
    expect(findings.map(({ severity, subject }) => `${severity} ${subject}`).sort()).toEqual([
      'error machine token',
      'error pseudonym key',
      'warning data folder',
    ]);
  });

  it('finds a damaged file of either store', async () => {
    await server.stop();
    damage(join(data, 'records.db'));
    expect(await doctor()).toMatchObject({ code: 1, findings: [{ severity: 'error', subject: 'records' }] });
    truncateSync(join(data, 'records.db'), 0);
    damage(join(data, 'measurements.duckdb'));
    const { code, findings } = await doctor();
    expect(code).toBe(1);
    expect(findings.some(({ severity, subject }) => severity === 'error' && subject === 'measurements')).toBe(true);
  });

  it('finds a catalogue that was changed behind the back of apply', async () => {
    await server.stop();
    const { openSqlite } = await import('../../../src/stores/sqlite.ts');
    const records = openSqlite(join(data, 'records.db'));
    records.prepare("update catalog_documents set document = replace(document, '0.40', '0.90')").run([]);
    records.close();
    expect(await doctor()).toMatchObject({ code: 1, findings: [{ severity: 'error', subject: 'catalogue' }] });
  });

  it('finds a configuration that does not hold, and a folder that is not there', async () => {
    writeFileSync(join(folder, 'waga.yaml'), 'listen: {port: many}\nunheard: 1\n');
    expect(await doctor()).toMatchObject({ code: 1, findings: [{ subject: 'config' }] });
    const { code, out } = await run('doctor', '--data', join(folder, 'nothing'));
    expect([code, out]).toEqual([1, expect.stringContaining('is not there')]);
  });

  it('finds a server that is stuck', async () => {
    server.child.kill('SIGSTOP');
    const report = await doctor();
    server.child.kill('SIGCONT');
    expect(report).toMatchObject({ code: 1, running: true, findings: [{ severity: 'error', subject: 'server' }] });
  });
});

describe('waga erase', () => {
  const erase = async (user: string) => {
    const { code, out, err } = await run('erase', '--user', user, '--data', data, '--json');
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as { rows: number; days: number };
  };

  it('takes out the rows of one user, once, and tells of it without the id', async () => {
    expect(await erase('user-1-3')).toMatchObject({ rows: 1, days: 1 });
    expect(await erase('user-1-3')).toMatchObject({ rows: 0, days: 0 });
    const answer = await fetch(`${server.url}/api/v1/audit?action=user.erase`, { headers: server.headers });
    const text = await answer.text();
    expect((JSON.parse(text) as { entries: object[] }).entries).toHaveLength(2);
    expect(text).not.toContain('user-1-3');
    expect(server.log()).not.toContain('user-1-3');
  });

  it('is done on the machine only', async () => {
    const make = await fetch(`${server.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { ...server.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'editor', scopes: ['read', 'edit'] }),
    });
    const { secret } = (await make.json()) as { secret: string };
    const refused = await run('erase', '--user', 'user-1-3', '--server', server.url, '--token', secret);
    expect(refused.code).toBe(2);
    expect(await erase('user-1-3')).toMatchObject({ rows: 1 });
  });
});
