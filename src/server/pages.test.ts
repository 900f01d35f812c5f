import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

it('sends what the build compressed to whoever reads it, and the file itself to everyone else, each kept for a year', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-pages-'));
  mkdirSync(join(folder, 'assets'));
  for (const [name, text] of Object.entries({ 'a.js': 'plain', 'a.js.br': 'small' }))
    writeFileSync(join(folder, 'assets', name), text);
  const app = fastify();
  await pageRoutes(app, folder);
  const asked = async (encodings: string) => {
    const { body, headers } = await app.inject({ url: '/assets/a.js', headers: { 'accept-encoding': encodings } });
    return [body, headers['content-encoding'], headers['cache-control'], headers['content-type']?.split(';')[0]];
  };
  const kept = 'public, max-age=31536000, immutable';
  expect(await asked('gzip, br')).toEqual(['small', 'br', kept, 'application/javascript']);
  expect(await asked('identity')).toEqual(['plain', undefined, kept, 'application/javascript']);
  await app.close();
  rmSync(folder, { recursive: true });
});
