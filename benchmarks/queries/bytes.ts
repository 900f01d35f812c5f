/**
 * `node benchmarks/queries/bytes.ts [services] [days] [--quick] [--json]`: bytes on disk for each sample (one count of one counter in one
 * minute) of the same services in Waga, Prometheus and VictoriaMetrics, for small counts, middling ones that follow the day, large
 * ones and sparse ones. Waga's are written through its store's seam minute by minute, once as they came and once with each day
 * settled when it is over, as the server does; all of its folder counts. Of the peers logs written ahead and caches are left out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { day } from '../../src/maths/instants.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown } from '../result.ts';
import { type CountedSeries, countedServices, lastMidnight, serviceName, shapes } from './counted.ts';
import { startPeers } from './peers.ts';
import { bytesUnder } from './running.ts';
import { writeMinutes } from './waga-filled.ts';

const isQuick = process.argv.includes('--quick');
const [services = isQuick ? 20 : 100, days = isQuick ? 7 : 30] = process.argv.slice(2).filter(Number).map(Number);
const machine = describeMachine();
const date = new Date().toISOString();
const window = { from: lastMidnight() - days * day, to: lastMidnight() };
const names = Array.from({ length: services }, (_, nth) => serviceName(nth));
const rows: ResultRow[] = [];
const notes: string[] = [
  `${services} services over ${days} days, two counters each: ${shown(services * days * 2_880)} samples of each kind.`,
];

for (const [kind, shape] of Object.entries(shapes)) {
  const series = countedServices(names, window, shape);
  const samples = series.reduce((sum, { counts }) => sum + counts.length, 0);
  const own = await bytesOfWaga(series);
  const what = `${kind} counts (${shape.mean} a minute)`;
  const settled = own.settled / samples;
  notes.push(
    `${what}: ${shown(own.raw / samples)} B as they came, ${shown(settled)} B settled, which took ${shown(own.settling)} s for all ${days} days.`,
  );
  await using peers = await startPeers(series);
  for (const peer of peers.running) {
    const theirs = peer.bytes() / samples;
    const isGoal = peer.name === 'Prometheus';
    rows.push(
      rowOf(what, 'B/sample', settled, {
        ...{ reference: referenceOf(peer.name, theirs), ratio: theirs / settled },
        ...(isGoal ? { goal: 'no more than Prometheus', met: settled <= theirs } : {}),
      }),
    );
  }
  if (peers.running.length === 0) rows.push(rowOf(what, 'B/sample', settled));
  notes.push(...peers.notes.filter((note) => !notes.includes(note)));
}
printResult({ name: 'queries/bytes', date, machine, rows, notes });

/** Bytes of the whole folder, closed: of one that took the minutes as they came, and of one that settled each day; seconds that settling took. */
async function bytesOfWaga(series: readonly CountedSeries[]) {
  let settling = 0;
  const raw = await bytesAfter((store) => writeMinutes(store, series));
  const settled = await bytesAfter(async (store) => {
    for (let from = window.from; from < window.to; from += day) {
      await writeMinutes(store, series, { from, to: from + day });
      const began = performance.now();
      await store.settle(from + day);
      settling += (performance.now() - began) / 1_000;
    }
  });
  return { raw, settled, settling };
}

async function bytesAfter(fill: (store: Measurements) => Promise<unknown>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-bytes-'));
  try {
    const directory = join(folder, 'data');
    const store = await openMeasurements({ directory, maxQueuedRows: 5_000_000 });
    await fill(store);
    await store.close();
    return bytesUnder(directory);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
