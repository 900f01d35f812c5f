import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findToken } from './find-token.ts';

let folder: string;
beforeEach(() => {
  vi.stubEnv('WAGA_TOKEN', '');
  folder = mkdtempSync(join(tmpdir(), 'waga-find-token-'));
  writeFileSync(join(folder, 'machine-token'), 'waga_machine_secret\n');
  writeFileSync(join(folder, 'owner.json'), '{"address": "http://127.0.0.1:9242"}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('the token a command sends', () => {
  it('is the one it was given, else WAGA_TOKEN, else that of the machine', () => {
    const token = (given?: string) => findToken('http://127.0.0.1:9242', given, folder).token;
    expect(token()).toBe('waga_machine_secret');
    vi.stubEnv('WAGA_TOKEN', 'from-environment');
    expect(token()).toBe('from-environment');
    expect(token('given')).toBe('given');
  });

  it.each([
    'http://127.0.0.1:9243',
    'https://127.0.0.1:9242',
    'http://waga.example.com:9242',
    'http://127.0.0.1.evil.example:9242',
    'http://127.0.0.1:9242@evil.example',
    'http://127.0.0.1:9242/behind',
    'http://127.0.0.2:9242',
  ])('is never that of the machine for %s', (server) => {
    expect(findToken(server, undefined, folder)).toEqual({ server, token: null });
  });

  it('goes to the announced address, whichever name of the loopback was asked for', () => {
    const announced = { server: 'http://127.0.0.1:9242', token: 'waga_machine_secret' };
    expect(findToken('http://localhost:9242', undefined, folder)).toEqual(announced);
    expect(findToken('http://[::1]:9242', undefined, folder)).toEqual(announced);
  });

  it.each([
    ['owner.json', '{half'],
    ['owner.json', '{"address": 1}'],
    ['owner.json', '{"address": "nowhere"}'],
    ['owner.json', 'null'],
  ])('is none where %s holds %s', (file, text) => {
    writeFileSync(join(folder, file), text);
    expect(findToken('http://127.0.0.1:9242', undefined, folder).token).toBe(null);
  });

  it('is none where no server ran', () => {
    rmSync(join(folder, 'machine-token'));
    expect(findToken('http://127.0.0.1:9242', undefined, folder).token).toBe(null);
    expect(findToken('http://127.0.0.1:9242', undefined, join(folder, 'nowhere')).token).toBe(null);
  });
});
