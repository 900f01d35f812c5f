import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '../../src/features/signals/refusal.ts';
import { openApp } from './app.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/ingest.md'), 'utf8');

describe('docs/ingest.md', () => {
  it('explains every refusal code and no other', () => {
    const table = page.slice(page.indexOf('## Refusals'));
    const explained = [...table.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
    expect(explained).toEqual([...refusalCodes]);
  });

  it('prints a curl that works', async () => {
    const files = ['shop', 'components', 'signals'].map((name) => `examples/catalog/${name}.yaml`);
    const catalog = files.map((path) => readFileSync(join(root, path), 'utf8')).join('\n---\n');
    const test = await openApp({ catalog, clock: { now: Date.now() + 1_000 } });
    await test.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = test.app.server.address() as AddressInfo;
    const command = /```sh\n(curl[\s\S]*?)```/.exec(page)![1]!.replace('9242', String(port));
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(page).toContain(stdout.trim());
    await test.close();
  });
});
