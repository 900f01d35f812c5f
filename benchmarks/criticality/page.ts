/**
 * `node benchmarks/criticality/page.ts`: how long a running server takes to say which processes a failed component hits, on a
 * company of 1 000 components, 5 000 edges and 60 processes: the page of a component, the page of everything, the map, and "what if
 * it is down". Beside each the same bytes from a bare HTTP server in the same run; and the longest that the server's own health
 * took while all was worked out, as what it does in threads must not stop it. Medians with the range of 20 after 3 to warm up.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync, constants } from 'node:zlib';
import { landscape } from './landscape.ts';

const size = { components: 1_000, edges: 5_000, processes: 60 };
const folder = mkdtempSync(join(tmpdir(), 'waga-criticality-page-'));
const data = join(folder, 'data');
const words = ['src/cli/waga.ts', 'serve', '--port', '0', '--data', data];
const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
const ended = once(server, 'exit');

/** The address that the server prints when it is ready. */
async function addressOf(): Promise<string> {
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\/\/127[^"\s]+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('the server ended without naming its address');
}

const url = await addressOf();
server.stdout.resume();
const token = readFileSync(join(data, 'machine-token'), 'utf8').trim();
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

async function ask(path: string, body?: object): Promise<{ text: string; ms: number }> {
  const begun = performance.now();
  const method = path.endsWith('catalog') ? 'PUT' : 'POST';
  const sent = body === undefined ? {} : { method, body: JSON.stringify(body) };
  const answer = await fetch(url + path, { headers, ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  return { text, ms: performance.now() - begun };
}

const spread = (times: readonly number[]): string => {
  const sorted = [...times].sort((a, b) => a - b);
  const ms = (at: number): string => sorted[at]!.toFixed(0);
  return `${ms(sorted.length >> 1)} ms (${ms(0)}–${ms(sorted.length - 1)})`;
};

async function timed(once: () => Promise<number>): Promise<string> {
  const times: number[] = [];
  for (let turn = 0; turn < 23; turn++) times.push(await once());
  return spread(times.slice(3));
}

/** The same text from a server that does nothing else. */
async function plain(text: string): Promise<string> {
  const bare = createServer((_, response) => response.setHeader('content-type', 'application/json').end(text));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  const shown = await timed(async () => {
    const begun = performance.now();
    await (await fetch(address)).text();
    return performance.now() - begun;
  });
  bare.close();
  return shown;
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KiB`;
/** As the server packs it for who accepts that. */
const packed = (text: string): number =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;

try {
  const documents = landscape('domains', size, 7).map(({ apiVersion, kind, metadata, spec }) =>
    JSON.stringify({ apiVersion, kind, metadata, spec }),
  );
  const applied = await ask('/api/v1/catalog', { files: [{ path: 'company.yaml', text: documents.join('\n---\n') }] });
  console.log(`applied in ${applied.ms.toFixed(0)} ms`);
  const begun = performance.now();
  let longest = 0;
  for (let state = 'working'; state === 'working'; ) {
    longest = Math.max(longest, (await ask('/healthz')).ms);
    state = JSON.parse((await ask('/api/v1/criticality')).text).state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const worked = ((performance.now() - begun) / 1_000).toFixed(1);
  console.log(
    `worked out ${worked} s later, the wait for the tick included; meanwhile its health took ${longest.toFixed(0)} ms at most`,
  );
  const page = JSON.parse((await ask('/api/v1/criticality')).text);
  const dearest = page.components[0].name;
  const questions: [string, string, object?][] = [
    ['everything', '/api/v1/criticality'],
    ['one component', `/api/v1/components/${dearest}/criticality`],
    ['one process', `/api/v1/processes/${page.processes[0].name}/criticality`],
    ['findings', '/api/v1/findings'],
    ['the map', '/api/v1/map'],
    ['what if it is down', '/api/v1/criticality/what-if', { changes: [{ component: dearest, change: 'down' }] }],
  ];
  for (const [what, path, body] of questions) {
    const { text } = await ask(path, body);
    const shown = await timed(async () => (await ask(path, body)).ms);
    console.log(
      `${what}: ${shown}, ${kib(text.length)}, packed ${kib(packed(text))}; the same bytes as they are: ${await plain(text)}`,
    );
  }
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
