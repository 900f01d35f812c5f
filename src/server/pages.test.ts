import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { pageRoutes } from './pages.ts';

it('asks to come back, instead of failing, while the pages are being built anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'ahead.json'), '[]');
  const app = fastify();
  await pageRoutes(app, folder);
  rmSync(join(folder, 'index.html'));
  for (const url of ['/', '/incidents/one']) {
    const answer = await app.inject({ url });
    expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('not built')]);
  }
  await app.close();
  rmSync(folder, { recursive: true });
});
