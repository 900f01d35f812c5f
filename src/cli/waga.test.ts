import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const product = (name: string) => `apiVersion: waga/v1\nkind: Product\nmetadata: {name: ${name}}\nspec: {}\n`;

/** Runs the real command line as a user does. */
function waga(words: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/waga.ts'), ...words], {
      cwd: root,
      env: { ...process.env, WAGA_SERVER: '', ...env },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('waga', () => {
  it('tells its commands, each with an example, in the words the command itself uses', async () => {
    const help = await waga([]);
    expect([help.code, help.err]).toEqual([0, '']);
    const names = [...help.out.slice(help.out.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(
      (one) => one[1]!,
    );
    expect(names).toEqual(expect.arrayContaining(['serve', 'check', 'apply']));
    const spaced = (text: string) => text.replace(/\s+/g, ' ');
    for (const name of names.filter((one) => one !== 'help')) {
      const { code, out } = await waga([name, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Example:\n  waga ${name}`);
      const description = spaced(out.split('\n\n')[1] ?? '').trim();
      expect(description).not.toBe('');
      expect(spaced(help.out)).toContain(`${name} ${description}`);
    }
  });

  it('answers bad usage with 2 and a suggestion', async () => {
    const command = await waga(['chek']);
    expect([command.code, command.out]).toEqual([2, '']);
    expect(command.err).toContain('Did you mean check?');
    const option = await waga(['check', '--jsno', '.']);
    expect([option.code, option.out]).toEqual([2, '']);
    expect(option.err).toContain('Did you mean --json?');
    expect((await waga(['check'])).code).toBe(2);
    expect((await waga(['apply'])).code).toBe(2);
  });

  it('tells its version', async () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await waga(['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });
});

describe('waga check', () => {
  it('finds nothing in the example catalogue', async () => {
    const { code, out } = await waga(['check', 'examples/catalog']);
    expect([code, out]).toEqual([0, '15 valid documents in 3 files: no findings\n']);
  });

  it('finds nothing in the examples of docs/catalog.md', async () => {
    const page = readFileSync(join(root, 'docs/catalog.md'), 'utf8');
    const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => match[1]);
    expect(blocks.length).toBeGreaterThan(5);
    writeFileSync(join(folder, 'docs.yaml'), blocks.join('---\n'));
    expect((await waga(['check', folder])).out).toMatch(/^\d+ valid documents in 1 file: no findings\n$/);
  });

  it('prints findings as file:line:column and ends with 1 when one is an error', async () => {
    mkdirSync(join(folder, 'deep/.git'), { recursive: true });
    writeFileSync(join(folder, 'deep/b.yml'), product('Shop'));
    writeFileSync(join(folder, 'deep/.git/c.yaml'), 'not: read');
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ apiVersion: 'openslo/v2', kind: 'SLO' }));
    const { code, out } = await waga(['check', folder, join(folder, 'a.json')]);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${folder}/a.json:1:15  warning  not_read_yet  openslo/v2 is not read: expected openslo/v1 or openslo.com/v1; the document is left out`,
      `${folder}/deep/b.yml:3:18  error  bad_name  expected lower-case letters, digits, "-", ".", beginning and ending with a letter or digit, found "Shop"`,
      '0 valid documents in 2 files: 1 error, 1 warning',
      '',
    ]);
    const json = await waga(['check', '--json', folder]);
    expect([json.code, json.err]).toEqual([1, '']);
    expect(JSON.parse(json.out)).toMatchObject({
      files: 2,
      documents: 0,
      errors: 1,
      warnings: 1,
      findings: [{}, { line: 3 }],
    });
  });

  it('ends with 2 for what it cannot read, naming it', async () => {
    const missing = await waga(['check', join(folder, 'nowhere')]);
    expect([missing.code, missing.out]).toEqual([2, '']);
    expect(missing.err).toContain(`${join(folder, 'nowhere')}: there is no such file or folder`);
    const empty = await waga(['check', folder, '--json']);
    expect(empty.code).toBe(2);
    expect(JSON.parse(empty.out)).toMatchObject({ error: { code: 'bad_input' } });
  });

  it('tells of a file that it cannot load as of any other fault, and goes on', async () => {
    writeFileSync(join(folder, 'latin1.yaml'), Buffer.from('a: 1\nb: \xe9\n', 'latin1'));
    writeFileSync(join(folder, 'large.yaml'), Buffer.alloc(9 * 1024 * 1024, 'a'));
    writeFileSync(join(folder, 'shop.yaml'), product('shop'));
    const { code, out } = await waga(['check', folder]);
    expect([code, out.split('\n')]).toEqual([
      1,
      [
        `${folder}/large.yaml:1:1  error  too_large  expected at most 8388608 bytes a file, found 9437184; the file is not read`,
        `${folder}/latin1.yaml:2:1  error  bad_syntax  expected UTF-8 text`,
        '1 valid document in 3 files: 2 errors',
        '',
      ],
    ]);
    // Without them an apply would take away what they hold.
    expect(await waga(['apply', folder, '--server', 'http://127.0.0.1:1'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('nothing was applied: 2 errors'),
    });
  });

  it('prints the JSON Schema', async () => {
    const { code, out } = await waga(['check', '--schema']);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out).$defs)).toEqual(expect.arrayContaining(['Process', 'Measure']));
  });
});

/** What a server answers is the routes' business and tested there; here it is what the command makes of an answer. */
describe('waga apply', () => {
  let server: Server | undefined;
  const requests: { url: string; body: unknown; match: unknown }[] = [];
  async function answering(status: number, body: unknown): Promise<string> {
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      requests.push({
        url: request.url ?? '',
        body: JSON.parse(Buffer.concat(parts).toString()),
        match: request.headers['if-match'],
      });
      response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  beforeEach(() => {
    requests.length = 0;
    writeFileSync(join(folder, 'a.yaml'), product('shop'));
  });
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  it('sends the files and prints the difference', async () => {
    const fields = [
      { field: 'spec.owner', before: 'group:a', after: 'group:b' },
      { field: 'metadata.displayName', after: 'B' },
    ];
    const changes = [
      { change: 'added', kind: 'Product', name: 'a' },
      { change: 'changed', kind: 'Product', name: 'b', fields },
      { change: 'removed', kind: 'Product', name: 'c' },
    ];
    const url = await answering(200, { version: 3, dryRun: true, changes, findings: [] });
    const { code, out } = await waga(['apply', folder, '--dry-run', '--if-version', '3'], { WAGA_SERVER: `${url}/` });
    expect([code, out.split('\n')]).toEqual([
      0,
      [
        '+ Product a',
        '~ Product b',
        '    spec.owner: "group:a" → "group:b"',
        '    metadata.displayName: (none) → "B"',
        '- Product c',
        'nothing was changed (dry run); version 3 holds',
        '',
      ],
    ]);
    const files = [{ path: join(folder, 'a.yaml'), text: product('shop') }];
    expect(requests).toEqual([{ url: '/api/v1/catalog?dryRun=true', body: { files }, match: '"3"' }]);
  });

  it('prints the findings that kept it from being applied', async () => {
    const finding = { code: 'bad_name', severity: 'error', message: 'm', file: 'a.yaml', line: 3, column: 18 };
    const url = await answering(422, { code: 'bad_catalog', detail: 'd', status: 422, findings: [finding] });
    const { code, out } = await waga(['apply', folder, '--server', url]);
    expect([code, out]).toEqual([1, 'a.yaml:3:18  error  bad_name  m\nnothing was applied: 1 error\n']);
    expect(JSON.parse((await waga(['apply', folder, '--server', url, '--json'])).out)).toMatchObject({
      findings: [finding],
    });
  });

  it('ends with the exit code of what the server said', async () => {
    const url = await answering(409, { code: 'conflict', detail: 'Somebody else applied version 4 meanwhile.' });
    expect(await waga(['apply', folder, '--server', url])).toEqual({
      code: 1,
      out: '',
      err: 'waga: Somebody else applied version 4 meanwhile.\n',
    });
  });

  it('ends with 3 when nobody answers, saying what to do', async () => {
    const url = await answering(200, {});
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    const { code, out, err } = await waga(['apply', folder, '--server', url]);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`No Waga server answers at ${url} (ECONNREFUSED). Start one with "waga serve"`);
    expect((await waga(['apply', folder, '--server', 'localhost'])).code).toBe(2);
  });
});
