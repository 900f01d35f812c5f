/**
 * `node benchmarks/ingest/latency.ts [--seconds 60] [--rate EVENTS_A_SECOND] [--json]`: how long an acknowledgement takes at half of the rate that the
 * server was measured to take just before (or at the rate given). Requests go out by a schedule and are timed from the instant they were due, so
 * that a pause of the server counts for every request it delays. An acknowledgement waits for the disk, so how long the disk itself takes is told for
 * the same minute.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown } from '../result.ts';
import { startDiskProbe } from './disk-probe.ts';
import { type MeasuredLoad, measuredLoad } from './measured-load.ts';
import { optionsOf } from './options.ts';
import { startReference } from './reference/start.ts';
import { comparison, storedEvents } from './stored.ts';
import { freshWaga } from './waga-server.ts';

const { seconds, rate: rateGiven } = optionsOf({ seconds: { usual: 60, quick: 4 } }, ['rate']);
const blockSeconds = Math.max(3, Math.round(seconds / 6));
/** As many may be in flight as are needed when answers take a quarter of a second at a million events a second. */
const connectionsOpen = 128;
const rows = 1_000;
const goalMs = 250;
const date = new Date().toISOString();
const machine = describeMachine();
const began = Date.now();

const shareOf = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
const at = ({ latencies }: MeasuredLoad, share: number): number => shareOf(latencies, share);

async function halfOf(to: { url: string; pid: number }, token: string | null, time: number, rate: number | null) {
  const most = rate ?? (await measuredLoad({ ...order(to.url, token), seconds: blockSeconds }, to.pid)).rate / 2;
  const perSecond = most / rows;
  return measuredLoad({ ...order(to.url, token), seconds: time, perSecond }, to.pid);
}
const order = (url: string, token: string | null) =>
  ({ url, token, kind: 'plain', rows, warmSeconds: 2, connections: connectionsOpen }) as const;

const reference = await startReference('json-lines', 1);
const { waga, token, end } = await freshWaga();
const capacity = await measuredLoad({ ...order(waga.url, token), seconds: blockSeconds }, waga.pid);
const half = rateGiven === undefined ? capacity.rate / 2 : Number(rateGiven);
const probe = await startDiskProbe();
const taken = await halfOf(waga, token, seconds, half);
const syncs = (await probe.end()).sort((a, b) => a - b);
const beside = await halfOf(reference, null, blockSeconds, null);
const compared = comparison(capacity.accepted + taken.accepted, await storedEvents(waga, token, began));
await end();
await reference.stop();

const named = 'fastify and JSON.parse that stores nothing, at half of its own rate';
const reached = taken.measured.events / seconds;
const result: ResultRow[] = [
  rowOf('events a second that were to be taken, half of what was measured', 'events/s', half),
  { ...rowOf('events a second that were taken', 'events/s', reached, referenceOfRate()) },
  latencyRow('p50', 0.5),
  { ...latencyRow('p99', 0.99), goal: `< ${goalMs} ms`, met: at(taken, 0.99) < goalMs && reached >= 0.98 * half },
  latencyRow('most', 1),
  rowOf('of the disk itself in that time: a write of 4 KiB made durable, p50', 'ms', shareOf(syncs, 0.5)),
  rowOf('of the disk itself in that time: a write of 4 KiB made durable, p99', 'ms', shareOf(syncs, 0.99)),
  rowOf('of the disk itself in that time: a write of 4 KiB made durable, most', 'ms', shareOf(syncs, 1)),
];

function referenceOfRate(): Partial<ResultRow> {
  return { reference: referenceOf('measured without a schedule', capacity.rate), ratio: reached / capacity.rate };
}

function latencyRow(name: string, share: number): ResultRow {
  const [mine, theirs] = [at(taken, share), at(beside, share)];
  return {
    ...rowOf(`${name} from when it was due to its answer`, 'ms', mine),
    reference: referenceOf(named, theirs),
    ratio: theirs / mine,
  };
}

printResult({
  name: 'ingest/latency',
  date,
  machine,
  rows: result,
  notes: [
    compared,
    `${shown(taken.latencies.length)} requests of ${rows} events in ${seconds} s by schedule, at most ${connectionsOpen} in flight; a request that finds none free waits, and its wait counts.`,
    `The disk was asked ${syncs.length} times, beside the server's own writes; ${syncs.filter((ms) => ms > 100).length} of these took more than 100 ms.`,
    `Requests were answered 429 or 503 and sent again ${taken.busy} times; that time counts too.`,
  ],
});
