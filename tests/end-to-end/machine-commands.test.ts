import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from './served.ts';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const product = 'apiVersion: waga/v1\nkind: Product\nmetadata: {name: shop}\nspec: {}\n';
let served: Served;

/** Runs a command as somebody at a shell would. */
function waga(words: string[], env: Record<string, string> = {}) {
  const settings = { env: { ...process.env, WAGA_TOKEN: '', WAGA_SERVER: served.url, ...env } };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [command, ...words], settings, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

beforeAll(async () => {
  served = await serve();
  writeFileSync(join(served.data, 'catalog.yaml'), product);
});
afterAll(() => served?.stop());

it('the files of a server are for its own user', () => {
  for (const name of ['machine-token', 'records.db', 'measurements.duckdb', 'owner.json'])
    expect([name, statSync(join(served.data, name)).mode & 0o077]).toEqual([name, 0]);
});

describe('commands on the machine of the server', () => {
  const apply = (...words: string[]) => ['apply', join(served.data, 'catalog.yaml'), ...words];

  it('come in by the data folder', async () => {
    expect(await waga(apply('--data', served.data))).toMatchObject({
      code: 0,
      out: expect.stringContaining('+ Product'),
    });
  });

  it('are told how, without it or with a wrong token', async () => {
    const without = await waga(apply('--data', join(served.data, 'elsewhere')));
    expect([without.code, without.err]).toEqual([
      2,
      `waga: ${served.url} does not know who asks. On the machine where it runs, name its data folder with --data; ` +
        'elsewhere send a token with --token or WAGA_TOKEN.\n',
    ]);
    const wrong = await waga(apply('--data', served.data, '--token', 'wrong'));
    expect([wrong.code, wrong.err]).toEqual([
      2,
      `waga: ${served.url} does not know the token, or it has expired. Name another with --token or WAGA_TOKEN.\n`,
    ]);
  });

  it('make a link for an administrator, also when there is one', async () => {
    for (const name of ['anna', 'ben']) {
      const { out } = await waga(['admin-link', '--data', served.data]);
      const [, server, secret] = /^Administrator: (\S+)\/welcome#(\S+) \(until \S+Z, once\)\n$/.exec(out) ?? [];
      expect(server).toBe(served.url);
      const answer = await fetch(`${served.url}/api/v1/first-administrator`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret, name, displayName: name, password: 'correct horse battery' }),
      });
      expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([201, name]);
    }
    const { entries } = (await (
      await fetch(`${served.url}/api/v1/audit?action=administrator.link`, { headers: served.headers })
    ).json()) as { entries: { who: { kind: string } }[] };
    expect(entries.map(({ who }) => who.kind)).toEqual(['machine', 'machine', 'machine']);
  });

  it('make none for whoever has only a token', async () => {
    const words = ['token', 'create', 'viewer', '--scope', 'read', '--data', served.data];
    const token = (await waga(words)).out.trim();
    const refused = await waga(['admin-link', '--data', served.data], { WAGA_TOKEN: token });
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('Only the machine itself may make this link');
  });
});
