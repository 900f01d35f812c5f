/** Fills a VictoriaMetrics with counters by its import of JSON lines, and waits until what it stores is merged. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { minute } from '../../src/maths/instants.ts';
import { byteLines } from './byte-lines.ts';
import type { CountedSeries } from './counted.ts';
import { bytesUnder, freePort, type Peer, running } from './running.ts';

const comma = 44;
/** Samples of a line. */
const linePoints = 20_000;
/** Series of a request, so that none goes on for minutes: the server closes connections that are old. */
const seriesAtOnce = 8;

/** Its program, by `WAGA_VICTORIA_METRICS`, else where Debian has it; null where it is not. */
export function victoriaMetricsProgram(): string | null {
  const path = process.env.WAGA_VICTORIA_METRICS ?? '/usr/bin/victoria-metrics';
  return existsSync(path) ? path : null;
}

/** Debian's program does not know its own version, its package does. */
function version(): string {
  const asked = spawnSync('dpkg-query', ['--status', 'victoria-metrics'], { encoding: 'utf8' });
  return /^Version: (.+)$/m.exec(asked.stdout ?? '')?.[1] ?? '(version unknown)';
}

/** Starts one on an empty folder and fills it; merged when this resolves, as its storage is after a while by itself. */
export async function startVictoriaMetrics(series: readonly CountedSeries[], folder: string): Promise<Peer> {
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const words = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=${address}`,
    '-retentionPeriod=10y',
    // more than a chart shows, so that raw minutes can be asked as well
    '-search.maxPointsPerTimeseries=1000000',
    '-search.maxQueryDuration=10m',
    '-loggerLevel=ERROR',
  ];
  const { pid, stop } = await running(victoriaMetricsProgram()!, words, `${url}/health`);
  try {
    // two at a time, one for each core
    const halves = [series.filter((_, nth) => nth % 2 === 0), series.filter((_, nth) => nth % 2 === 1)];
    await Promise.all(halves.map((half) => load(half, url)));
    await merged(url);
  } catch (error) {
    await stop();
    throw error;
  }
  const bytes = () => bytesUnder(join(folder, 'data')) + bytesUnder(join(folder, 'indexdb'));
  return { name: 'VictoriaMetrics', version: version(), url, pid, bytes, stop };
}

async function load(series: readonly CountedSeries[], url: string): Promise<void> {
  for (let from = 0; from < series.length; from += seriesAtOnce) {
    await importOnce(series.slice(from, from + seriesAtOnce), url);
  }
}

async function importOnce(series: readonly CountedSeries[], url: string): Promise<void> {
  const sent = request(`${url}/api/v1/import`, { method: 'POST', headers: { connection: 'close' } });
  const answered = once(sent, 'response');
  const lines = byteLines(async (piece) => {
    if (!sent.write(piece)) await Promise.race([once(sent, 'drain'), answered]);
  });
  for (const one of series) await write(one, lines);
  await lines.flush();
  sent.end();
  const [answer] = (await answered) as [import('node:http').IncomingMessage];
  const said = await text(answer);
  if (answer.statusCode !== 204)
    throw new Error(`VictoriaMetrics answered the import with ${answer.statusCode}: ${said}`);
}

async function write(one: CountedSeries, lines: ReturnType<typeof byteLines>): Promise<void> {
  const head = Buffer.from(`{"metric":{"__name__":"${one.name}_total","service":"${one.service}"},"values":[`);
  let total = 0;
  for (let first = 0; first <= one.counts.length; first += linePoints) {
    const last = Math.min(one.counts.length, first + linePoints - 1);
    lines.bytes(head);
    for (let at = first; at <= last; at++) {
      if (at > first) lines.byte(comma);
      lines.number(total);
      total += one.counts[at] ?? 0;
      if (at % 1_000 === 0) await lines.breathe();
    }
    lines.bytes(Buffer.from('],"timestamps":['));
    for (let at = first; at <= last; at++) {
      if (at > first) lines.byte(comma);
      lines.number(one.begin + at * minute);
      if (at % 1_000 === 0) await lines.breathe();
    }
    lines.bytes(Buffer.from(']}\n'));
  }
}

/** Rows of memory to disk, parts joined; until nothing has been joined or waited for a second. */
async function merged(url: string): Promise<void> {
  await fetch(`${url}/internal/force_flush`);
  await fetch(`${url}/internal/force_merge`);
  for (let quiet = 0; quiet < 10; ) {
    const figures = await (await fetch(`${url}/metrics`)).text();
    const waiting = [...figures.matchAll(/^vm_(?:active_merges|pending_rows)\{[^}]*\} (\d+)/gm)];
    quiet = waiting.every(([, count]) => count === '0') ? quiet + 1 : 0;
    await new Promise((next) => setTimeout(next, 100));
  }
}
