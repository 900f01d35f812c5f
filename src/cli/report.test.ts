import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const command = join(import.meta.dirname, 'waga.ts');
/** No UTF-8, so that nobody may take it for text on its way. */
const canned = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0xfe, 0x00, 0x80]);

/** A server that answers with the same bytes, and with a problem document for the name `nobody`. */
let server: Server;
let url: string;
let asked: string[];
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!request.url!.includes('/nobody')) return response.end(canned);
    const problem = { code: 'not_found', status: 404, title: 'Not Found', detail: 'There is no agreement nobody.' };
    return response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server?.close());
beforeEach(() => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'waga-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command as at a shell whose output is piped. */
function report(...words: string[]) {
  return new Promise<{ code: number | null; out: Buffer; err: string }>((resolve) => {
    const env = { ...process.env, WAGA_SERVER: url, WAGA_TOKEN: 'secret' };
    const child = spawn(process.execPath, [command, 'report', ...words], { env });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out), err: Buffer.concat(err).toString() }));
  });
}

describe('waga report', () => {
  it('writes a file byte for byte, its format by its ending', async () => {
    const file = join(folder, 'acme.pdf');
    const { code, out, err } = await report('acme', '--period', '2026-10', '--language', 'pl', '--out', file);
    expect([code, out.length, err]).toEqual([0, 0, `${file} (pdf, 8 bytes)\n`]);
    expect(new Uint8Array(readFileSync(file))).toEqual(canned);
    expect(asked).toEqual(['GET /api/v1/reports/agreement/acme?period=2026-10&format=pdf&language=pl']);
  });

  it('prints into a pipe what no terminal shows, byte for byte', async () => {
    const { code, out } = await report('acme', '--period', '2026-10', '--format', 'xlsx', '--version', '2');
    expect([code, new Uint8Array(out)]).toEqual([0, canned]);
    expect(asked).toEqual(['GET /api/v1/reports/agreement/acme?period=2026-10&format=xlsx&version=2']);
  });

  it('asks for any kind, in a zone', async () => {
    const words = ['all', '--kind', 'organisation', '--period', '2026-Q4', '--time-zone', 'Europe/Warsaw', '--json'];
    expect((await report(...words)).code).toBe(0);
    expect(asked).toEqual(['GET /api/v1/reports/organisation/all?period=2026-Q4&format=json&timeZone=Europe%2FWarsaw']);
  });

  it('tells what was written as one JSON document', async () => {
    const file = join(folder, 'a.csv');
    const { out, err } = await report('acme', '--period', '2026-10', '--out', file, '--json');
    expect([JSON.parse(out.toString()), err]).toEqual([{ file, format: 'csv', bytes: 8 }, '']);
  });

  it.each([
    [['acme'], /required option '--period/],
    [['acme', '--period', '2026-10', '--format', 'doc'], /Allowed choices are json, html, pdf, xlsx, csv/],
    [['acme', '--period', '2026-10', '--out', 'report.doc'], /expected an ending of json, html, pdf, xlsx, csv/],
    [['acme', '--period', '2026-10', '--version', 'two'], /--version: expected a number from 1, found two/],
    [['acme', '--period', '2026-10', '--out', '/nowhere/at/all.pdf'], /cannot be written \(ENOENT\)/],
    [['nobody', '--period', '2026-10', '--format', 'pdf'], /There is no agreement nobody\./],
  ])('refuses %j with 2', async (words, message) => {
    const { code, out, err } = await report(...words);
    expect([code, out.toString()]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('tells a refusal as JSON where JSON was asked for', async () => {
    const { code, out } = await report('acme', '--period', '2026-10', '--json', '--format', 'pdf');
    expect([code, JSON.parse(out.toString()).error.code]).toEqual([2, 'bad_input']);
  });

  it('answers 3 where nobody answers', async () => {
    const { code, err } = await report('acme', '--period', '2026-10', '--server', 'http://127.0.0.1:1');
    expect([code, err]).toEqual([3, expect.stringContaining('No Waga server answers')]);
  });
});
