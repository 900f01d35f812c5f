/** The hours of some processes as samples in a Prometheus of its own, and how long it takes to add up their year. */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hour } from '../../../src/maths/instants.ts';
import { median } from '../../../src/maths/quantiles.ts';
import { openMeasurements } from '../../../src/stores/measurements/duckdb/open.ts';
import { makeBlocks, prometheusPrograms, startPrometheus } from '../../queries/prometheus.ts';
import { processName, year } from './year.ts';

export const sums = ['good', 'valid', 'userUpSeconds', 'userDownSeconds', 'deliveredMinor', 'expectedMinor'] as const;
const runs = 5;
const hoursOfYear = (year.to - year.from) / hour;

export interface PrometheusYear {
  /** Of the six questions together, for all the processes. */
  milliseconds: { median: number; least: number; most: number };
  /** By kind of sum, then process. */
  answers: Map<string, Map<string, number>>;
}

/** Each sum of an hour is a sample at its end; the year is `sum_over_time` over all of them. Null where it is not installed. */
export async function askPrometheus(directory: string, processes: number): Promise<PrometheusYear | null> {
  if (prometheusPrograms() === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'reports-prometheus-'));
  try {
    const file = join(folder, 'samples.txt');
    await writeSamples(directory, processes, file);
    const data = join(folder, 'data');
    await makeBlocks(file, data);
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
  const { url, stop } = await startPrometheus(folder, data);
  try {
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
    await stop();
  }
}

async function sumOf(url: string, name: string): Promise<Map<string, number>> {
  const body = new URLSearchParams({ query: `sum_over_time(${name}[${hoursOfYear}h])`, time: String(year.to / 1_000) });
  const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
  const { data } = (await answer.json()) as {
    data: { result: { metric: { process: string }; value: [number, string] }[] };
  };
  return new Map(data.result.map(({ metric, value }) => [metric.process, Number(value[1])]));
}
