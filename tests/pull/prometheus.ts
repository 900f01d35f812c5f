/** A real Prometheus that scrapes one target, with its data in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { prometheusPath } from '../needs.ts';

export interface Prometheus {
  url: string;
  /** The value of an instant query, null where there is none. `at`: epoch milliseconds. */
  value(query: string, at: number): Promise<number | null>;
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Scrapes `target` (HOST:PORT) as the job `shop` every 200 ms and keeps the times that the target says. */
export async function startPrometheus(target: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-prometheus-'));
  const config = [
    'global: {scrape_interval: 200ms, scrape_timeout: 200ms}',
    `scrape_configs: [{job_name: shop, honor_timestamps: true, static_configs: [{targets: ["${target}"]}]}]`,
  ];
  writeFileSync(join(folder, 'prometheus.yml'), `${config.join('\n')}\n`);
  const port = await freePort();
  const process: ChildProcess = spawn(
    prometheusPath()!,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((done) => process.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  const ready = async (): Promise<number> =>
    fetch(`${url}/-/ready`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  return {
    url,
    async value(query, at) {
      const answer = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query, time: String(at / 1_000) })}`);
      const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
      const [first] = data.result;
      return first === undefined ? null : Number(first.value[1]);
    },
    pause: () => void process.kill('SIGSTOP'),
    resume: () => void process.kill('SIGCONT'),
    async close() {
      process.kill('SIGCONT');
      process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
