import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { listenWarning } from './listen-config.ts';
import { pseudonymKey } from './pseudonym-key.ts';
import { Secret } from './secret.ts';

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
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 9242, trustProxy: [] });
    expect(config.access.session).toEqual({ idleHours: 12, days: 30 });
    expect(config.measurements.retentionDays).toBe(400);
    expect(config.pseudonymKeyFile).toBe(`${config.data}.key`);
  });

  it('lets the command line outrank the file', () => {
    const config = readConfig(file('listen: {port: 8000}\ndata: from-file\n'), { port: 0 });
    expect(config.listen.port).toBe(0);
    expect(config.data).toMatch(/from-file$/);
  });

  it('reports every problem at once, with its path', () => {
    const bad = file('listen: {port: 99999, host: "a b", publicUrl: waga}\nclock: {everySeconds: 0}\ncolour: red\n');
    expect(() => readConfig(bad, {})).toThrow(
      /5 problem\(s\).*listen\.host.*listen\.port.*listen\.publicUrl.*clock\.everySeconds.*colour/s,
    );
  });

  it('listens beyond loopback only when the public address is known', () => {
    expect(() => readConfig(file('listen: {host: 0.0.0.0}\n'), {})).toThrow(
      /listen\.publicUrl: 0\.0\.0\.0 is reached from/,
    );
    const config = readConfig(file('listen: {host: 0.0.0.0, publicUrl: "https://waga.example.com"}\n'), {});
    expect(config.listen).toMatchObject({ host: '0.0.0.0', publicUrl: 'https://waga.example.com' });
    expect(readConfig(file('listen: {host: "::1"}\n'), {}).listen.host).toBe('::1');
  });

  it.each([
    'waga.example.com',
    'ftp://waga.example.com',
    'https://waga.example.com/path',
    'https://a:b@waga.example.com',
  ])('takes %s for no public address', (url) =>
    expect(() => readConfig(file(`listen: {publicUrl: "${url}"}\n`), {})).toThrow(/listen\.publicUrl: expected/),
  );

  it('believes proxies that are named by address or range', () => {
    const listen = 'listen: {trustProxy: [192.0.2.1, "fd00::/8"]}\n';
    expect(readConfig(file(listen), {}).listen.trustProxy).toEqual(['192.0.2.1', 'fd00::/8']);
    expect(() => readConfig(file('listen: {trustProxy: [nginx]}\n'), {})).toThrow(
      /trustProxy\.0: expected the address/,
    );
  });

  it('warns of passwords in clear', () => {
    const warning = (text: string) => listenWarning(readConfig(file(`listen: ${text}\n`), {}).listen);
    expect(warning('{host: 0.0.0.0, publicUrl: "http://waga.lan:9242"}')).toMatch(/in clear/);
    expect(warning('{host: 0.0.0.0, publicUrl: "https://waga.example.com"}')).toBe(null);
    expect(warning('{}')).toBe(null);
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

describe('outbound and secrets', () => {
  it('take what may be reached and where secrets lie', () => {
    writeFileSync(join(folder, 'token'), 'from-file\n');
    process.env.WAGA_TEST_SECRET = 'from-env';
    const config = readConfig(
      file(
        `outbound: {allow: [10.0.0.0/8, "prometheus:9090"], timeoutMs: 2000}\nsecrets: {a: {file: ${folder}/token, for: "https://a.test"}, b: {env: WAGA_TEST_SECRET, for: "http://b.test:9090/"}, c: {value: here, for: "https://c.test"}}\n`,
      ),
      {},
    );
    expect(config.outbound).toMatchObject({ timeoutMs: 2_000, maxBytes: 16_777_216 });
    expect(config.outbound.allow.map(({ host, port }) => ({ host, port }))).toEqual([
      { host: null, port: null },
      { host: 'prometheus', port: 9_090 },
    ]);
    expect(Object.values(config.secrets).map((secret) => secret.reveal())).toEqual(['from-file', 'from-env', 'here']);
    expect(config.secrets.b?.origin).toBe('http://b.test:9090');
    expect(JSON.stringify(config)).not.toMatch(/from-|here/);
  });

  it('say everything that is wrong at once', () => {
    const bad = file(
      'outbound: {allow: [192.0.2.1/8, localhost, 0x7f.1], maxBytes: 1}\nsecrets: {a: {file: /none/such, for: "https://a.test"}, b: {env: WAGA_TEST_NONE, for: "https://a.test"}, C: {value: x, for: "https://a.test/path"}}\n',
    );
    expect(() => readConfig(bad, {})).toThrow(
      /\d problem\(s\).*outbound\.allow\.0: expected a range from its first address: 192\.0\.0\.0\/8.*allow\.1.*allow\.2.*maxBytes.*secrets.a: the file \/none\/such cannot be read.*secrets.b/s,
    );
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
