/**
 * `node benchmarks/criticality/page.ts`: how long a running server takes to say which processes a failed component hits, on a
 * company of 1 000 components, 5 000 edges and 60 processes: the page of a component, the page of everything, the map, and "what if
 * it is down". Beside each the same bytes as plain JSON from a bare HTTP server on the same machine in the same run, and the
 * longest time in which the server answered nobody meanwhile. Medians with the range of 20 after 3 to warm up.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Config } from '../../src/server/config.ts';
import { startServer } from '../../src/server/start.ts';
import { landscape } from './landscape.ts';

const size = { components: 1_000, edges: 5_000, processes: 60 };
const folder = mkdtempSync(join(tmpdir(), 'waga-criticality-page-'));
const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
const waga = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
const headers = { authorization: `Bearer ${waga.machineToken}`, 'content-type': 'application/json' };

async function ask(path: string, body?: object): Promise<{ text: string; ms: number }> {
  const begun = performance.now();
  const method = path.endsWith('catalog') ? 'PUT' : 'POST';
  const sent = body === undefined ? {} : { method, body: JSON.stringify(body) };
  const answer = await fetch(waga.url + path, { headers, ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  return { text, ms: performance.now() - begun };
}

/** The longest time in which timers of this process, that of the server, did not come to their turn. */
async function longestBlock(until: Promise<unknown>): Promise<number> {
  let [last, longest, over] = [performance.now(), 0, false];
  const done = until.finally(() => {
    over = true;
  });
  while (!over) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  await done;
  return longest;
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
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const shown = await timed(async () => {
    const begun = performance.now();
    await (await fetch(url)).text();
    return performance.now() - begun;
  });
  server.close();
  return shown;
}

try {
  const documents = landscape('domains', size, 7).map(({ apiVersion, kind, metadata, spec }) =>
    JSON.stringify({ apiVersion, kind, metadata, spec }),
  );
  const applied = await ask('/api/v1/catalog', { files: [{ path: 'company.yaml', text: documents.join('\n---\n') }] });
  console.log(`applied in ${applied.ms.toFixed(0)} ms`);
  const begun = performance.now();
  const blocked = await longestBlock(
    (async () => {
      await waga.clock.tick(Date.now());
      while (JSON.parse((await ask('/api/v1/findings')).text).findings.length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })(),
  );
  console.log(
    `worked out ${(performance.now() - begun).toFixed(0)} ms after the tick; the server was away for ${blocked.toFixed(0)} ms at most`,
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
      `${what}: ${shown}, ${(text.length / 1024).toFixed(0)} KiB; the same bytes as they are: ${await plain(text)}`,
    );
  }
} finally {
  await waga.stop();
  rmSync(folder, { recursive: true, force: true });
}
