import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = readme.split(/^## /m).find((part) => part.startsWith('Five minutes to your own data')) ?? '';
const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) => match[1]!);

const blockWith = (words: string): string => {
  const found = blocks.filter((block) => block.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} blocks of the README hold "${words}"`);
  return found[0]!;
};

describe('the five minutes of the README', () => {
  let folder: string;
  let server: ChildProcess;
  const said: string[] = [];
  let address: string;
  /** What the reader's shell holds from block to block. */
  let exported: Record<string, string> = {};

  /**
   * Runs a block as a reader would, in an empty folder. Only the port differs, so that tests can run side by side, and the
   * day of the history, which would be older than what is kept some day.
   */
  async function run(block: string): Promise<string> {
    const waga = `waga() { "${process.execPath}" "${command}" "$@"; }`;
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const here = block.replaceAll('http://127.0.0.1:9242', address).replaceAll('2026-11-01', yesterday);
    const text = `set -euo pipefail\n${waga}\n${here}`;
    const { stdout } = await promisify(execFile)('bash', ['-c', text], {
      cwd: folder,
      env: { ...process.env, ...exported, WAGA_SERVER: address, WAGA_TOKEN: '' },
    });
    return stdout;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    const words = blockWith('waga serve').trim().split(/\s+/).slice(1);
    server = spawn(process.execPath, [command, ...words, '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout! })) {
      address ||= /^Waga is at (\S+)$/.exec(line)?.[1] ?? '';
      said.push(line);
      if (line.startsWith('First administrator')) break;
    }
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('show the link of the first administrator as the server prints it', () => {
    const shown = section.match(/^```\n(Waga is at .*\nFirst administrator: .*)\n```/m)?.[1];
    const here = said.join('\n').replaceAll(address, 'http://127.0.0.1:9242');
    expect(here.replace(/#\S+/, '#…')).toBe(shown);
  });

  it('check and apply the catalogue', async () => {
    const applied = await run(blockWith('waga apply'));
    expect(applied).toContain('version 1 holds now');
  });

  it('make a token for each source', async () => {
    const tokens = await run(`${blockWith('waga token')}\nprintf '%s %s' "$EVENTS_TOKEN" "$OTLP_TOKEN"`);
    const [EVENTS_TOKEN = '', OTLP_TOKEN = ''] = tokens.split(' ');
    exported = { EVENTS_TOKEN, OTLP_TOKEN };
    for (const token of [EVENTS_TOKEN, OTLP_TOKEN]) expect(token).toMatch(/^waga_[a-z0-9]+_[\w-]+$/);
  });

  it('send two events, and both are kept', async () => {
    expect(JSON.parse(await run(blockWith('/api/v1/events')))).toMatchObject({ accepted: 2, rejected: [] });
  });

  it('point an OpenTelemetry exporter at an address that takes metrics', async () => {
    const names = '"$OTEL_EXPORTER_OTLP_METRICS_ENDPOINT $OTEL_EXPORTER_OTLP_METRICS_HEADERS"';
    const [endpoint, header] = (await run(`${blockWith('OTEL_')}\necho ${names}`)).trim().split(' ');
    // an SDK decodes the value as a URL's
    const [name, value] = header!.split('=').map(decodeURIComponent);
    const answer = await fetch(endpoint!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [name!]: value! },
      body: '{"resourceMetrics":[]}',
    });
    expect(answer.status).toBe(200);
  });

  it('import history', async () => {
    expect(await run(blockWith('waga import'))).toMatch(/\b2 rows\b/);
  });

  it('leave no block out', () => {
    const known = ['waga()', 'waga serve', 'waga apply', 'waga token', '/api/v1/events', 'OTEL_', 'waga import'];
    expect(known.map(blockWith)).toHaveLength(blocks.length);
  });
});
