/**
 * `node benchmarks/ingest/restart.ts [--seconds 20] [--data DIR] [--rounds 3] [--json]`: from spawning `waga serve` until /readyz answers 200, with the store that
 * a run of so many seconds leaves, after a stop and after kill −9 in the middle of a load; and with the data folder given, which is
 * started, stopped and killed, and keeps its data. Beside it the same with an empty folder.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type Reference, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { load } from './load/run.ts';
import { optionsOf } from './options.ts';
import { peakBytes, processorSeconds } from './process-figures.ts';
import { prepare, serverFolder, startWaga, type WagaProcess } from './waga-server.ts';

const given = optionsOf({ seconds: { usual: 20, quick: 2 }, rounds: { usual: 3, quick: 1 } }, ['data']);
const { seconds, rounds } = given;
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

if (given.data === undefined)
  notes.push('No data folder was given: --data DIR starts the server on one with a year in it.');
else {
  const year = await startsOn(given.data, async () => {});
  rows.push(...rowsOf('with the data given, after a stop', year.clean, true));
  rows.push(...rowsOf('with the data given, after kill −9', year.killed, true));
}
notes.push(
  `${rounds} starts each. Ready means that /readyz answered 200: the stores are open and the clock has ticked once.`,
);
printResult({ name: 'ingest/restart', date, machine, rows, notes });
