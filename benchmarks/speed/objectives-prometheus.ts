/** The minutes of the objectives as two counters each in a Prometheus of its own, and its answers for some windows. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EpochMs, minute } from '../../src/maths/instants.ts';
import { median } from '../../src/maths/quantiles.ts';

interface Question {
  series: number;
  begin: EpochMs;
  minutes: number;
  windowMinutes: readonly number[];
  validAt(index: number, at: number): number;
  badAt(index: number, at: number): number;
}

const runs = 5;

/** Prometheus and its tool, by `WAGA_PROMETHEUS` and `WAGA_PROMTOOL`, else where Debian has them; null where they are not. */
export function programs(): { prometheus: string; promtool: string } | null {
  const { WAGA_PROMETHEUS: prometheus = '/usr/bin/prometheus', WAGA_PROMTOOL: promtool = '/usr/bin/promtool' } =
    process.env;
  return existsSync(prometheus) && existsSync(promtool) ? { prometheus, promtool } : null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** For each window the median time of five instant queries over all series, and what was bad by series. */
export async function askPrometheus(
  question: Question,
): Promise<{ minutes: number; milliseconds: number; bad: number[] }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'objectives-prometheus-'));
  try {
    const file = join(folder, 'samples.txt');
    await writeSamples(question, file);
    const data = join(folder, 'data');
    execFileSync(
      programs()!.promtool,
      ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, data],
      {
        stdio: 'ignore',
      },
    );
    rmSync(file);
    return await asked(question, folder, data);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A sample at the start of each minute holds what came before it, so that a window of whole minutes is a difference of two. */
async function writeSamples({ series, begin, minutes, validAt, badAt }: Question, file: string): Promise<void> {
  const out = createWriteStream(file);
  for (const [name, of] of [
    ['valid', validAt],
    ['bad', badAt],
  ] as const) {
    out.write(`# TYPE ${name} counter\n`);
    for (let index = 0; index < series; index++) {
      const lines: string[] = [];
      let total = 0;
      for (let at = 0; at <= minutes; at++) {
        lines.push(`${name}_total{o="${index}"} ${total} ${(begin + at * minute) / 1_000}`);
        total += of(index, at);
      }
      if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
    }
  }
  out.end('# EOF\n');
  await once(out, 'close');
}

async function asked({ series, begin, minutes, windowMinutes }: Question, folder: string, data: string) {
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 1m}\n');
  const port = await freePort();
  const child = spawn(
    programs()!.prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--query.max-samples=500000000',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    while (
      !(await fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      await new Promise((next) => setTimeout(next, 100));
    }
    const time = String((begin + minutes * minute) / 1_000);
    const ask = async (query: string): Promise<Map<number, number>> => {
      const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query, time }) });
      const { data: found } = (await answer.json()) as {
        data: { result: { metric: { o: string }; value: [number, string] }[] };
      };
      return new Map(found.result.map(({ metric, value }) => [Number(metric.o), Number(value[1])]));
    };
    const answers: { minutes: number; milliseconds: number; bad: number[] }[] = [];
    for (const window of windowMinutes) {
      const took: number[] = [];
      for (let run = 0; run < runs; run++) {
        const began = performance.now();
        // the burn rate: what is bad of what there was, over what is allowed
        await ask(`increase(bad_total[${window}m]) / increase(valid_total[${window}m]) / 0.001`);
        took.push(performance.now() - began);
      }
      // the exact difference, to compare: from the sample before the window to the last
      const bad = await ask(`bad_total - bad_total offset ${window}m`);
      answers.push({
        minutes: window,
        milliseconds: median(took),
        bad: Array.from({ length: series }, (_, index) => bad.get(index) ?? Number.NaN),
      });
    }
    return answers;
  } finally {
    child.kill();
    await once(child, 'close');
  }
}
