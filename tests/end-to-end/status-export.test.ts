import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStatus, statusCatalogue } from './status-world.ts';

const waga = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [waga, 'status', 'export', ...words]);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('waga status export', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'waga-status-'));
  const folder = join(scratch, 'public');
  let world: Awaited<ReturnType<typeof openStatus>>;
  let server: string[];

  beforeAll(async () => {
    world = await openStatus('2026-11-20T10:00:00Z');
    const { url } = await world.send('nobody', 'GET', '/healthz');
    server = ['--server', new URL(url).origin];
  });
  afterAll(async () => {
    await world.close();
    rmSync(scratch, { recursive: true });
  });

  it('says that there is none, and writes nothing', async () => {
    const { code, err } = await run(folder, ...server);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain('There is no status page');
    expect(existsSync(folder)).toBe(false);
  });

  it('writes every page, feed and answer, with links that work from any folder', async () => {
    await world.apply(statusCatalogue);
    const outage = await world.outage('process:payment', '2026-11-20T09:30:00Z', null);
    await world.tell(outage, { status: 'investigating', title: { en: 'Cards fail' }, body: { en: 'We look.' } });
    await world.tick();
    const { code, out } = await run(folder, ...server, '--json');
    const { files } = JSON.parse(out) as { files: string[] };
    expect(code).toBe(0);
    expect(files).toContain('pl/index.html');
    expect(JSON.parse(readFileSync(join(folder, 'api/v2/summary.json'), 'utf8')).incidents).toHaveLength(1);
    expect(readFileSync(join(folder, 'history.atom'), 'utf8')).toContain('Cards fail');
    const pages = files.filter((file) => file.endsWith('.html'));
    expect(pages).toHaveLength(4);
    for (const file of pages) {
      const html = readFileSync(join(folder, file), 'utf8');
      const links = [...html.matchAll(/href="([^"]+)"/g)]
        .map(([, href]) => href!)
        .filter((href) => !/^mailto:/.test(href));
      expect(links.length).toBeGreaterThan(5);
      expect(links.filter((href) => !existsSync(join(folder, dirname(file), href)))).toEqual([]);
      expect(html).toContain('http-equiv="Content-Security-Policy"');
    }
  });

  it('writes over what it wrote, and beside what others wrote only by force', async () => {
    expect((await run(folder, ...server)).code).toBe(0);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    const refused = await run(folder, ...server);
    expect([refused.code > 0, refused.err]).toEqual([true, expect.stringContaining('mine.txt')]);
    expect((await run(folder, ...server, '--force')).code).toBe(0);
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('says so where nobody answers and where it cannot write', async () => {
    expect((await run(join(scratch, 'other'), '--server', 'http://127.0.0.1:9')).code).toBe(3);
    writeFileSync(join(scratch, 'file'), '');
    const { code, err } = await run(join(scratch, 'file', 'inside'), ...server);
    expect([code, err]).toEqual([2, expect.stringContaining('cannot be written')]);
  });
});
