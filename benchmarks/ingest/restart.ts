/**
 * `node benchmarks/ingest/restart.ts [--seconds 20] [--services 100] [--days 365] [--data DIR] [--rounds 3] [--json]`: from spawning `waga serve` until
 * /readyz answers 200, with the store that a run of so many seconds leaves, after a stop and after kill −9 in the middle of a load; and with a year of so
 * many services, which is written first, each day settled as the server does, or with the data folder given, which keeps its data. Beside it
 * the same with an empty folder.
 */
import { describeMachine } from '../machine.ts';
import { serviceName } from '../queries/counted.ts';
import { catalogueOf } from '../queries/waga-filled.ts';
import { printResult, type Reference, type ResultRow, referenceOf, rowOf, shown } from '../result.ts';
import { load } from './load/run.ts';
import { optionsOf } from './options.ts';
import { peakBytes, processorSeconds } from './process-figures.ts';
import { prepare, serverFolder, startWaga, type WagaProcess } from './waga-server.ts';
import { writeYear } from './year.ts';

const given = optionsOf(
  {
    ...{ seconds: { usual: 20, quick: 2 }, rounds: { usual: 3, quick: 1 } },
    ...{ services: { usual: 100, quick: 5 }, days: { usual: 365, quick: 20 } },
  },
  ['data'],
);
const { seconds, rounds, services, days } = given;
const goalMs = 3_000;
const date = new Date().toISOString();
const machine = describeMachine(given.data);

interface Start {
  ready: number;
  processor: number;
  peak: number;
}

function startOf({ readyAfterMs, pid }: WagaProcess): Start {
  return { ready: readyAfterMs, processor: processorSeconds(pid) * 1_000, peak: peakBytes(pid) / 1e6 };
}

const empty: Start[] = [];
for (let round = 0; round < rounds; round++) {
  const { data, remove } = serverFolder();
  const waga = await startWaga(data);
  empty.push(startOf(waga));
  await waga.stop();
  remove();
}
const reference = (of: keyof Start): Reference =>
  referenceOf(
    'with an empty folder',
    empty.map((start) => start[of]),
  );

function rowsOf(what: string, starts: readonly Start[], goal: boolean): ResultRow[] {
  const row = (name: string, unit: string, of: keyof Start): ResultRow => {
    const plain = rowOf(
      `${what}: ${name}`,
      unit,
      starts.map((start) => start[of]),
    );
    return { ...plain, reference: reference(of), ratio: reference(of).figure / plain.figure! };
  };
  const ready = row('until it is ready', 'ms', 'ready');
  const judged = goal ? { ...ready, goal: `< ${goalMs} ms`, met: ready.figure! < goalMs } : ready;
  return [judged, row('processor time until then', 'ms', 'processor'), row('most memory until then', 'MB', 'peak')];
}

/** Starts after a stop and after kill −9, on a data folder that holds something. */
async function startsOn(data: string, beforeKill: (waga: WagaProcess) => Promise<void>) {
  const clean: Start[] = [];
  const killed: Start[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = await startWaga(data);
    clean.push(startOf(first));
    await beforeKill(first);
    await first.kill();
    const second = await startWaga(data);
    killed.push(startOf(second));
    await second.stop();
  }
  return { clean, killed };
}

const rows: ResultRow[] = [];
const notes: string[] = [];
const { data, remove } = serverFolder();
const waga = await startWaga(data);
const token = await prepare(waga);
const filled = await load({ url: waga.url, token, kind: 'with id', seconds });
await waga.stop();

/** Kills while requests are on their way: the load generator ends with an error then, as it should. */
async function underLoad(running: WagaProcess): Promise<void> {
  const sending = load({ url: running.url, token, kind: 'plain', seconds: 60, quiet: true }).catch(() => null);
  await new Promise((next) => setTimeout(next, 2_000));
  await running.kill();
  await sending;
}
const own = await startsOn(data, underLoad);
remove();
rows.push(...rowsOf('after a stop', own.clean, false), ...rowsOf('after kill −9 under load', own.killed, false));
notes.push(
  `The store held ${filled.accepted} events with ids of the last minutes, all of which are read back at a start.`,
);

if (given.data !== undefined) await startsWith('the data given', given.data);
else {
  const folder = serverFolder();
  try {
    const samples = await writeYear(folder.data, services, days);
    const year = await startWaga(folder.data);
    const names = Array.from({ length: services }, (_, nth) => serviceName(nth));
    await year.ask('PUT', '/api/v1/catalog', { files: [{ path: 'services.yaml', text: catalogueOf(names) }] });
    await year.stop();
    notes.push(`${services} services over ${days} days are ${shown(samples)} rows of minutes, settled day by day.`);
    await startsWith(`${days} days of ${services} services`, folder.data);
  } finally {
    folder.remove();
  }
}

async function startsWith(what: string, folder: string): Promise<void> {
  const { clean, killed } = await startsOn(folder, async () => {});
  rows.push(...rowsOf(`with ${what}, after a stop`, clean, true));
  rows.push(...rowsOf(`with ${what}, after kill −9`, killed, true));
}
notes.push(
  `${rounds} starts each. Ready means that /readyz answered 200: the stores are open and the clock has ticked once.`,
);
printResult({ name: 'ingest/restart', date, machine, rows, notes });
