/** A real Prometheus that writes to Waga as its settings are out of the box: address and token alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type EpochMs, minute } from '../../src/maths/instants.ts';
import { prometheusPath } from '../needs.ts';

export interface WritingPrometheus {
  /** A figure that Prometheus tells of itself, summed over its labels; 0 where it tells none. */
  figure(name: string): Promise<number>;
  /** What a counter rose by per minute, over all of its series, by the very samples that Prometheus scraped. */
  increments(counter: string): Promise<Map<EpochMs, number>>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Scrapes the targets (HOST:PORT) as the job `shop` each second. */
export async function startWriting(
  folder: string,
  targets: readonly string[],
  to: { url: string; token: string },
): Promise<WritingPrometheus> {
  const config = `
global: {scrape_interval: 1s}
scrape_configs: [{job_name: shop, static_configs: [{targets: ${JSON.stringify(targets)}}]}]
remote_write:
  - url: ${to.url}/api/v1/write
    authorization: {credentials: ${to.token}}
`;
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const words = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ];
  const child: ChildProcess = spawn(prometheusPath()!, words, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const ready = (): Promise<boolean> =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitUntil(ready, { timeout: 60_000, interval: 100 });
  return {
    async figure(name) {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
      const own = lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
      return own.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    async increments(counter) {
      const answer = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: `${counter}[1h]` })}`);
      const { data } = (await answer.json()) as { data: { result: { values: [number, string][] }[] } };
      const minutes = new Map<EpochMs, number>();
      const first = Math.min(...data.result.map(({ values }) => values[0]![0]));
      for (const { values } of data.result) {
        // A series that was not there at the first scrape stood at zero.
        let last = values[0]![0] - first < 1 ? Number(values[0]![1]) : 0;
        for (const [at, text] of values) {
          const value = Number(text);
          const more = value < last ? value : value - last;
          const start = Math.floor((at * 1_000) / minute) * minute;
          if (more > 0) minutes.set(start, (minutes.get(start) ?? 0) + more);
          last = value;
        }
      }
      return minutes;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
