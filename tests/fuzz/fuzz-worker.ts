/** Fuzzes a real server on real stores from within one thread; the main thread watches that no request takes for ever. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { type Random, seededRandom } from '../../src/maths/random.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { catalogText } from '../signals/app.ts';
import { startCoverage } from './coverage.ts';
import { canary, type Entrance, noon, type Sent } from './entrance.ts';
import { entrances } from './entrances.ts';
import type { Finding, Report, Task } from './finding.ts';
import { mutateBody, pick } from './mutate-body.ts';

const task = workerData as Task;
/** Of processor time, which says what an input costs whatever else the machine does. */
const dearMs = 4_000;
/** By the clock, for what waits instead of working; far above what a process of low rank loses beside others. */
const slowMs = 20_000;
const mostParents = 1_500;
const perLook = 48;

const types = [
  'application/json',
  'application/x-ndjson',
  'application/x-protobuf',
  'text/plain',
  '',
  'application/cloudevents+json',
  '*/*',
];
const encodings = ['gzip', 'identity', 'br', 'snappy', 'GZIP', ''];
const values = [
  '',
  ' ',
  '-1',
  '"0"',
  '9'.repeat(300),
  '2026-11-20T10:00:00Z',
  '2100-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  'default',
  '__proto__',
  'shop-otlp',
];

function mutateHeaders(headers: Record<string, string>, random: Random): Record<string, string> {
  if (random.uniform() > 0.12) return headers;
  const name = pick(random, [
    'content-type',
    'content-encoding',
    'waga-source',
    'waga-complete-until',
    'waga-complete-since',
    'idempotency-key',
    'if-match',
  ]);
  return {
    ...headers,
    [name]: pick(random, name === 'content-type' ? types : name === 'content-encoding' ? encodings : values),
  };
}

function send(running: Running, { method, path, headers, body }: Sent) {
  const all = { authorization: `Bearer ${running.machineToken}`, host: 'localhost', ...headers };
  return running.app.inject({ method, url: path, headers: all, payload: body });
}

async function fuzz(): Promise<Report> {
  const random = seededRandom(task.seed);
  const folder = mkdtempSync(join(tmpdir(), 'waga-fuzz-'));
  let told = '';
  const listen = new Writable({
    write(chunk, _encoding, done) {
      told += chunk;
      done();
    },
  });
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  const running = await startServer(config, { now: () => noon, ticking: false, log: pino({ level: 'debug' }, listen) });
  const findings: Finding[] = [];
  const wanted = entrances.filter(({ name }) => task.only === null || name.includes(task.only));
  const pools = new Map(wanted.map((entrance) => [entrance, [...entrance.seeds]]));
  const statuses = new Map<number, number>();
  let inputs = 0;
  let kept = 0;

  async function tried(entrance: Entrance, sent: Sent): Promise<void> {
    const whole = { ...sent, body: entrance.wrap ? entrance.wrap(sent.body) : sent.body };
    parentPort!.postMessage({ trying: { ...whole, body: whole.body.toString('base64') } });
    told = '';
    const began = performance.now();
    const before = process.cpuUsage();
    const answer = await send(running, whole);
    const used = process.cpuUsage(before);
    const time = { clockMs: performance.now() - began, processorMs: (used.user + used.system) / 1_000 };
    inputs += 1;
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
    const why = complaint(answer.statusCode, answer.body, told, time);
    if (why !== null) findings.push({ why, entrance: entrance.name, ...whole, body: whole.body.toString('base64') });
  }

  const applied = await send(running, {
    method: 'PUT',
    path: '/api/v1/catalog',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ files: [{ path: 'shop.yaml', text: catalogText }] })),
  });
  if (applied.statusCode !== 200) throw new Error(`the catalogue was refused: ${applied.body}`);
  for (const [entrance, seeds] of pools) {
    for (const seed of seeds) await tried(entrance, seed);
  }
  const good = [...statuses].every(([status]) => status < 300);
  if (!good) throw new Error(`a good request was refused: ${JSON.stringify([...statuses])}; ${told}`);

  const coverage = await startCoverage();
  const until = performance.now() + task.seconds * 1_000;
  while (performance.now() < until && findings.length < 20) {
    const [entrance, pool] = pick(random, [...pools]);
    const parent = pick(random, pool);
    const children: Sent[] = [];
    for (let nth = 0; nth < perLook; nth++) {
      const other = pick(random, pool).body;
      const body = mutateBody(entrance, parent.body, other, random);
      const child = { ...parent, headers: mutateHeaders(parent.headers, random), body };
      children.push(child);
      await tried(entrance, child);
    }
    if (await coverage.grown()) {
      kept += 1;
      pool.push(pick(random, children), pick(random, children), pick(random, children));
      if (pool.length > mostParents) pool.splice(entrance.seeds.length, 3);
    }
  }
  const blocks = coverage.blocks();
  await coverage.stop();
  await running.stop();
  rmSync(folder, { recursive: true });
  const memoryMb = Math.round(process.memoryUsage().rss / 1_048_576);
  return { inputs, kept, blocks, memoryMb, counted: Object.fromEntries(statuses), findings };
}

interface Time {
  clockMs: number;
  /** Of all threads of the process. */
  processorMs: number;
}

/** What is wrong with an answer, or null. Anything may be refused; nothing may be the server's own fault, slow, or give a person away. */
function complaint(status: number, body: string, log: string, time: Time): string | null {
  if (status >= 500 && status !== 503) return `answered ${status}: ${log.slice(0, 2_000)}`;
  if (time.processorMs > dearMs || time.clockMs > slowMs)
    return `took ${Math.round(time.clockMs)} ms, ${Math.round(time.processorMs)} ms of processor`;
  if (body.includes(canary)) return 'the answer names a user';
  if (log.includes(canary)) return 'the log names a user';
  return null;
}

parentPort!.postMessage({ report: await fuzz() });
