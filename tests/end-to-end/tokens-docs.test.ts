import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BalanceNow } from '../../src/features/balance/contract.ts';
import { type Served, serve } from './served.ts';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const page = readFileSync(new URL('../../docs/tokens.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) => match[1]!);

const catalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop-events}
spec: {type: events, processes: [payment]}
`;

describe('docs/tokens.md', () => {
  let folder: string;
  let server: Served;

  /** Runs commands in the folder of the data folder, as on the machine of the server; only the port differs. */
  async function run(text: string): Promise<{ stdout: string; stderr: string }> {
    const waga = `waga() { "${process.execPath}" "${command}" "$@"; }`;
    const script = `set -euo pipefail\n${waga}\n${text.replaceAll('http://127.0.0.1:9242', server.url)}`;
    const env = { ...process.env, WAGA_SERVER: server.url, WAGA_TOKEN: '' };
    return promisify(execFile)('bash', ['-c', script], { cwd: folder, env });
  }
  const blockWith = (words: string): string => {
    const found = blocks.filter((block) => block.includes(words));
    if (found.length !== 1) throw new Error(`${found.length} blocks hold "${words}"`);
    return found[0]!;
  };
  const tokenOf = async (words: string, name: string): Promise<string> =>
    (await run(`${blockWith(words)}\nprintf %s "$${name}"`)).stdout;
  const send = async (token: string, row: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = JSON.stringify({ step: 'done', at: new Date().toISOString(), ...row });
    return (await fetch(`${server.url}/api/v1/events`, { method: 'POST', headers, body })).json();
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-tokens-'));
    server = await serve(join(folder, 'waga-data'));
    writeFileSync(join(folder, 'c.yaml'), catalogue);
    await run('waga apply c.yaml');
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is true of a token from its making to its end, every command of it in order', async () => {
    const first = await tokenOf('token create shop-events', 'EVENTS_TOKEN');
    expect(first).toMatch(/^waga_[a-z0-9]{10}_[\w-]{43}$/);
    expect(await send(first, { process: 'payment' })).toMatchObject({ accepted: 1 });
    expect(await send(first, { process: 'refund' })).toMatchObject({ rejected: [{ code: 'not_yours' }] });
    expect((await run(blockWith('token list'))).stdout).toMatch(
      /shop-events +\w+ +active +ingest +shop-events process=payment/,
    );

    const otlp = await run(blockWith('token create shop-otlp'));
    expect([otlp.stdout.trim().length, otlp.stderr]).toEqual([
      first.length,
      expect.stringContaining('not shown again'),
    ]);

    const second = await tokenOf('token rotate', 'EVENTS_TOKEN');
    for (const token of [first, second])
      expect(await send(token, { process: 'payment' })).toMatchObject({ accepted: 1 });

    expect((await run(blockWith('token revoke'))).stdout).toBe('shop-otlp is revoked\n');
    expect(await send(otlp.stdout.trim(), { process: 'payment' })).toMatchObject({ code: 'not_signed_in' });
  });

  it('shows a token for reading what may be read', async () => {
    const balance = async () =>
      BalanceNow.parse(await (await fetch(`${server.url}/api/v1/balance`, { headers: server.headers })).json());
    await vi.waitFor(async () => expect((await balance()).processes).toHaveLength(1), { timeout: 20_000 });
    expect(JSON.parse((await run(blockWith('--money pay'))).stdout)).toMatchObject({ moneyHidden: true });
  });

  it('finds and writes out what was done', async () => {
    const { entries } = JSON.parse((await run(blockWith('/api/v1/audit \\'))).stdout);
    expect(entries.map(({ action, subject }: { action: string; subject: string }) => `${action} ${subject}`)).toEqual([
      'token.revoke token shop-otlp',
      'token.rotate token shop-events',
      'token.create token shop-otlp',
      'token.create token shop-events',
    ]);
    await run(blockWith('audit/export'));
    const file = readFileSync(join(folder, 'audit.csv'), 'utf8');
    expect(file).toMatch(/^id,at,who_kind,.*\r\n/);
    expect(file).toContain(',catalog.apply,catalogue version 1,');
  });

  it('leaves no block out', () => {
    const known = ['token create shop-events', 'token list', 'token create shop-otlp', 'token rotate', 'token revoke'];
    const rest = ['--money pay', '/api/v1/audit \\', 'audit/export'];
    expect([...known, ...rest].map(blockWith)).toHaveLength(blocks.length);
  });
});
