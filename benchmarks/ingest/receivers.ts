/** Prometheus and VictoriaMetrics as those who run them have them, ready to be written to; null where they are not installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, running } from '../queries/running.ts';

export interface Receiver {
  name: string;
  /** Where remote write goes, and what each request bears. */
  url: string;
  headers: Record<string, string>;
  pid: number;
  /** How many samples it holds, by what it says itself. */
  stored(): Promise<number>;
  stop(): Promise<void>;
}

const { WAGA_PROMETHEUS: prometheus = '/usr/bin/prometheus' } = process.env;
const victoria = process.env.WAGA_VICTORIA ?? process.env.WAGA_VICTORIA_METRICS ?? '/usr/bin/victoria-metrics';

/** With WAGA_INSTALL=1, as root and where apt-get is, installs what is missing from Debian. */
export function installPrograms(): void {
  const missing = [
    ...(existsSync(prometheus) ? [] : ['prometheus']),
    ...(existsSync(victoria) ? [] : ['victoria-metrics']),
  ];
  if (missing.length === 0 || process.env.WAGA_INSTALL !== '1' || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', ...missing]])
    spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

export async function startPrometheus(folder: string): Promise<Receiver | null> {
  if (!existsSync(prometheus)) return null;
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 1m}\n');
  const address = `127.0.0.1:${await freePort()}`;
  const words = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--web.enable-remote-write-receiver',
    '--log.level=error',
  ];
  const url = `http://${address}`;
  const { pid, stop } = await running(prometheus, words, `${url}/-/ready`);
  // of itself alone: it scrapes nothing, so every sample it appended came by remote write
  const stored = () => figure(`${url}/metrics`, 'prometheus_tsdb_head_samples_appended_total');
  return { name: 'Prometheus', url: `${url}/api/v1/write`, headers: {}, pid, stored, stop };
}

export async function startVictoria(folder: string): Promise<Receiver | null> {
  if (!existsSync(victoria)) return null;
  const address = `127.0.0.1:${await freePort()}`;
  const words = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=${address}`,
    '-retentionPeriod=10y',
    '-loggerLevel=ERROR',
  ];
  const url = `http://${address}`;
  const { pid, stop } = await running(victoria, words, `${url}/health`);
  const stored = () => figure(`${url}/metrics`, 'vm_rows_inserted_total');
  return { name: 'VictoriaMetrics', url: `${url}/api/v1/write`, headers: {}, pid, stored, stop };
}

/** A figure that a server tells of itself, summed over its labels. */
async function figure(address: string, name: string): Promise<number> {
  const lines = (await (await fetch(address)).text()).split('\n');
  const own = lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return own.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
