/** The hours of some processes as samples in a Prometheus of its own, and how long it takes to add up their year. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hour } from '../../../src/maths/instants.ts';
import { median } from '../../../src/maths/quantiles.ts';
import { openMeasurements } from '../../../src/stores/measurements/duckdb/open.ts';
import { processName, year } from './year.ts';

export const sums = ['good', 'valid', 'userUpSeconds', 'userDownSeconds', 'deliveredMinor', 'expectedMinor'] as const;
const runs = 5;
/** Where Debian puts them, unless the environment names others. */
const prometheus = process.env.WAGA_PROMETHEUS ?? '/usr/bin/prometheus';
const promtool = process.env.WAGA_PROMTOOL ?? '/usr/bin/promtool';
const hoursOfYear = (year.to - year.from) / hour;

export interface PrometheusYear {
  /** Of the six questions together, for all the processes. */
  milliseconds: { median: number; least: number; most: number };
  /** By kind of sum, then process. */
  answers: Map<string, Map<string, number>>;
}

/** Each sum of an hour is a sample at its end; the year is `sum_over_time` over all of them. Null where it is not installed. */
export async function askPrometheus(directory: string, processes: number): Promise<PrometheusYear | null> {
  if (!existsSync(prometheus) || !existsSync(promtool)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'reports-prometheus-'));
  try {
    const file = join(folder, 'samples.txt');
    await writeSamples(directory, processes, file);
    const data = join(folder, 'data');
    const words = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, data];
    execFileSync(promtool, words, { stdio: 'ignore' });
    rmSync(file);
    return await asked(folder, data);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeSamples(directory: string, processes: number, file: string): Promise<void> {
  const store = await openMeasurements({ directory });
  const out = createWriteStream(file);
  for (const name of sums) {
    out.write(`# TYPE ${name} gauge\n`);
    for (let nth = 0; nth < processes; nth++) {
      const rows = await store.ask({ ask: 'hours', subject: `process:${processName(nth)}`, ...year });
      const lines = Array.from(rows.at, (at, row) => {
        return `${name}{process="${processName(nth)}"} ${rows[name][row]} ${(at + hour) / 1_000}`;
      });
      if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
    }
  }
  out.end('# EOF\n');
  await once(out, 'close');
  await store.close();
}

async function asked(folder: string, data: string): Promise<PrometheusYear> {
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 1m}\n');
  const url = `127.0.0.1:${await freePort()}`;
  const options = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=${url}`,
    '--query.max-samples=500000000',
    '--log.level=error',
  ];
  const child = spawn(prometheus, options, { stdio: 'ignore' });
  try {
    const isReady = () =>
      fetch(`http://${url}/-/ready`)
        .then(({ ok }) => ok)
        .catch(() => false);
    while (!(await isReady())) await new Promise((next) => setTimeout(next, 100));
    const took: number[] = [];
    let answers = new Map<string, Map<string, number>>();
    for (let run = 0; run < runs; run++) {
      const began = performance.now();
      answers = new Map();
      for (const name of sums) answers.set(name, await sumOf(url, name));
      took.push(performance.now() - began);
    }
    return { milliseconds: { median: median(took), least: Math.min(...took), most: Math.max(...took) }, answers };
  } finally {
    child.kill();
    await once(child, 'close');
  }
}

async function sumOf(url: string, name: string): Promise<Map<string, number>> {
  const body = new URLSearchParams({ query: `sum_over_time(${name}[${hoursOfYear}h])`, time: String(year.to / 1_000) });
  const answer = await fetch(`http://${url}/api/v1/query`, { method: 'POST', body });
  const { data } = (await answer.json()) as {
    data: { result: { metric: { process: string }; value: [number, string] }[] };
  };
  return new Map(data.result.map(({ metric, value }) => [metric.process, Number(value[1])]));
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
