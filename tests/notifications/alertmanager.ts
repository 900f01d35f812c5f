/** A real Alertmanager with its data in a folder of its own; what it notifies of goes to an address of the test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { alertmanagerPath } from '../needs.ts';

export interface FiringAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
}

export interface Alertmanager {
  url: string;
  /** The alerts that fire, by time of beginning. */
  firing(): Promise<FiringAlert[]>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** `notify` is where it posts groups of alerts, with `password` as that of its basic_auth where there is one. */
export async function startAlertmanager(notify: string, password?: string): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-alertmanager-'));
  const signedIn =
    password === undefined ? '' : `, http_config: {basic_auth: {username: waga, password: "${password}"}}`;
  const config = [
    'route: {receiver: test, group_by: [alertname, waga_key], group_wait: 100ms, group_interval: 1s, repeat_interval: 1h}',
    `receivers: [{name: test, webhook_configs: [{url: "${notify}", send_resolved: true${signedIn}}]}]`,
  ];
  writeFileSync(join(folder, 'alertmanager.yml'), `${config.join('\n')}\n`);
  const url = `http://127.0.0.1:${await freePort()}`;
  const words = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=${url.slice('http://'.length)}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ];
  const child = spawn(alertmanagerPath()!, words, { stdio: 'ignore' });
  const ready = (): Promise<boolean> =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitUntil(ready, { timeout: 30_000, interval: 100 });
  return {
    url,
    async firing() {
      const answer = await fetch(`${url}/api/v2/alerts?active=true`);
      const alerts = (await answer.json()) as FiringAlert[];
      return alerts.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    },
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
