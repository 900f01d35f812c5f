import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig, Secret } from './config.ts';
import { pseudonymKey } from './pseudonym-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(text: string): string {
  const path = join(folder, 'waga.yaml');
  writeFileSync(path, text);
  return path;
}

describe('the configuration', () => {
  it('is complete without a file', () => {
    const config = readConfig(undefined, {});
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 9242 });
    expect(config.measurements.retentionDays).toBe(400);
    expect(config.pseudonymKeyFile).toBe(`${config.data}.key`);
  });

  it('lets the command line outrank the file', () => {
    const config = readConfig(file('listen: {port: 8000}\ndata: from-file\n'), { port: 0 });
    expect(config.listen.port).toBe(0);
    expect(config.data).toMatch(/from-file$/);
  });

  it('reports every problem at once, with its path', () => {
    const bad = file('listen: {port: 99999, host: 0.0.0.0}\nclock: {everySeconds: 0}\ncolour: red\n');
    expect(() => readConfig(bad, {})).toThrow(
      /4 problem\(s\).*listen\.host.*listen\.port.*clock\.everySeconds.*colour/s,
    );
  });

  it('refuses a file that is no mapping, no YAML or not there', () => {
    expect(() => readConfig(file('[1, 2]'), {})).toThrow(/expected a mapping/);
    expect(() => readConfig(file('a: [1'), {})).toThrow(/not valid YAML/);
    expect(() => readConfig(join(folder, 'none.yaml'), {})).toThrow(/cannot be read \(ENOENT\)/);
  });

  it('never shows a secret', () => {
    const config = readConfig(file('records: {url: "postgres://waga:hunter2@localhost/waga"}\n'), {});
    expect(JSON.stringify(config)).not.toContain('hunter2');
    expect(`${config.records.url}`).toBe('[secret]');
    expect(config.records.url).toBeInstanceOf(Secret);
    expect(config.records.url?.reveal()).toContain('hunter2');
  });
});

describe('the key of the pseudonyms', () => {
  it('is made once, for its owner only, and stays the same', () => {
    const path = join(folder, 'keys', 'waga.key');
    const first = pseudonymKey(path, join(folder, 'data'));
    expect(first).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(pseudonymKey(path, join(folder, 'data'))).toEqual(first);
  });

  it('may not lie inside the data folder, nor be damaged', () => {
    expect(() => pseudonymKey(join(folder, 'data', 'waga.key'), join(folder, 'data'))).toThrow(
      /inside the data folder/,
    );
    const path = join(folder, 'damaged.key');
    writeFileSync(path, 'zzz');
    expect(() => pseudonymKey(path, join(folder, 'data'))).toThrow(/64 hexadecimal digits/);
  });
});
