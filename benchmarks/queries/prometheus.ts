/** Fills a Prometheus with counters as blocks and starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type EpochMs, hour, minute } from '../../src/maths/instants.ts';
import { byteLines } from './byte-lines.ts';
import type { CountedSeries } from './counted.ts';
import { bytesUnder, freePort, type Peer, running } from './running.ts';

/** The widest block promtool makes within 31 days; a file that holds one alone is read once. */
const blockMs = 486 * hour;
const [space, newline] = [32, 10];

/** Prometheus and its tool, by `WAGA_PROMETHEUS` and `WAGA_PROMTOOL`, else where Debian has them; null where they are not. */
export function prometheusPrograms(): { prometheus: string; promtool: string } | null {
  const { WAGA_PROMETHEUS: prometheus = '/usr/bin/prometheus', WAGA_PROMTOOL: promtool = '/usr/bin/promtool' } =
    process.env;
  return existsSync(prometheus) && existsSync(promtool) ? { prometheus, promtool } : null;
}

/** Turns text in the OpenMetrics format into blocks. */
export async function makeBlocks(file: string, data: string): Promise<void> {
  const words = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, data];
  const child = spawn(prometheusPrograms()!.promtool, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`promtool ended with ${code}: ${said.slice(0, 500)}`);
}

/**
 * Counters that begin at 0. A sample at the start of each minute holds what came before it, so that a window of whole minutes is a
 * difference of two. While one piece of time is made into a block the next is written.
 */
export async function loadPrometheus(series: readonly CountedSeries[], folder: string, data: string): Promise<void> {
  const begin = Math.min(...series.map((one) => one.begin));
  const end = Math.max(...series.map((one) => one.begin + (one.counts.length + 1) * minute));
  const totals = new Float64Array(series.length);
  const making: Promise<void>[] = [];
  for (let from = Math.floor(begin / blockMs) * blockMs; from < end; from += blockMs) {
    const file = join(folder, `samples-${from}.txt`);
    await writePiece(series, totals, from, file);
    await making.at(-2);
    making.push(makeBlocks(file, data).then(() => rmSync(file)));
  }
  await Promise.all(making);
}

async function writePiece(series: readonly CountedSeries[], totals: Float64Array, from: EpochMs, path: string) {
  const file: FileHandle = await open(path, 'w');
  const lines = byteLines(async (piece) => {
    await file.write(piece);
  });
  for (const name of ['valid', 'bad'] as const) {
    lines.bytes(Buffer.from(`# TYPE ${name} counter\n`));
    for (const [nth, one] of series.entries()) {
      if (one.name !== name) continue;
      const head = Buffer.from(`${name}_total{service="${one.service}"} `);
      const first = Math.max(0, (from - one.begin) / minute);
      const last = Math.min(one.counts.length, (from + blockMs - one.begin) / minute - 1);
      let total = totals[nth]!;
      for (let at = first; at <= last; at++) {
        lines.bytes(head);
        lines.number(total);
        lines.byte(space);
        lines.number((one.begin + at * minute) / 1_000);
        lines.byte(newline);
        total += one.counts[at] ?? 0;
        if (at % 500 === 0) await lines.breathe();
      }
      totals[nth] = total;
    }
  }
  lines.bytes(Buffer.from('# EOF\n'));
  await lines.flush();
  await file.close();
}

/** Starts one on blocks that are there; its file of settings goes into `folder`. */
export async function startPrometheus(folder: string, data: string): Promise<Peer> {
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 1m}\n');
  const address = `127.0.0.1:${await freePort()}`;
  const words = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=${address}`,
    '--query.max-samples=1000000000',
    '--query.timeout=10m',
    '--log.level=error',
  ];
  const url = `http://${address}`;
  const { pid, stop } = await running(prometheusPrograms()!.prometheus, words, `${url}/-/ready`);
  const built = (await (await fetch(`${url}/api/v1/status/buildinfo`)).json()) as { data: { version: string } };
  const bytes = () => bytesUnder(data, ['wal', 'chunks_head', 'lock', 'queries.active']);
  return { name: 'Prometheus', version: built.data.version, url, pid, bytes, stop };
}
