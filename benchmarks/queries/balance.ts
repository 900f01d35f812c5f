/**
 * `node benchmarks/queries/balance.ts [processes] [measures] [days] [--quick] [--json]`: the page Balance in one request
 * (`GET /api/v1/balance`): the state of every process with what is missing in events and money, its last hour by the minute beside what
 * was expected, and every measure. The peers answer the queries of a dashboard with the same numbers but money, which they know nothing
 * of: what came in the last 30 minutes, the mean of that time a week and more ago for want of an expectation, the last hour by the minute, and
 * the share of good requests of 5 minutes. Waga works its state out every 5 seconds, whoever asks: what that costs is said beside.
 */
import { businessSeries } from '../../src/features/signals/business-series.ts';
import { aliveKey } from '../../src/features/signals/series-names.ts';
import { bucketStart, day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { emptyBatch, type Measurements } from '../../src/stores/measurements/measurements.ts';
import { processorSeconds, residentBytes } from '../ingest/process-figures.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import { alternately } from './ask.ts';
import { type CountedSeries, countedServices, serviceName, shapes } from './counted.ts';
import { askInstant, askRange, startPeers } from './peers.ts';
import type { Peer } from './running.ts';
import { catalogueOf, type FilledWaga, filledWaga, writeMinutes } from './waga-filled.ts';

const isQuick = process.argv.includes('--quick');
const [processes = isQuick ? 50 : 1_000, measures = isQuick ? 10 : 100, days = isQuick ? 15 : 30] = process.argv
  .slice(2)
  .filter(Number)
  .map(Number);
const turns = 9;
/** Learning of a process takes tens of milliseconds, in turns of the clock. */
const longestWaitMs = 240_000;
const machine = describeMachine();
const date = new Date().toISOString();
/** Up to a minute that is over; the peers keep what they have for as long as the run takes. */
const end = bucketStart(Date.now(), minute);
const window = { from: end - days * day, to: end };
const named = (kind: string, count: number) => Array.from({ length: count }, (_, nth) => serviceName(nth, kind));
const services = named('service', measures);
const sold = named('process', processes);
const counted = countedServices(services, window, shapes.middling);
const business = countedServices(sold, window, shapes.middling).filter(({ name }) => name === 'valid');

/** Fewer than usual at any time of the day, so that every process loses and its row is as long as it gets. */
const perMinute = 10;
const catalogue = [
  catalogueOf(services),
  ...sold.map(
    (name) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: UTC, steps: [completed], kpi: completed, value: {perEvent: "49.00", currency: EUR}, thresholds: {partial: "0.20", total: "0.40"}}`,
  ),
  `apiVersion: waga/v1\nkind: Source\nmetadata: {name: events}\nspec: {type: events, complete: declared, seriesLimit: 100000, processes: [${sold.join(', ')}]}`,
].join('\n---\n');

/** Completions by the minute, an hour of all processes at a time, declared complete. */
async function writeBusiness(store: Measurements, series: readonly CountedSeries[]): Promise<void> {
  const keys = series.map(({ service }) => {
    const row = { process: service, step: 'completed', outcome: 'ok', environment: 'production', attributes: {} };
    return businessSeries('events', { ...row, count: 1, money: null, anonymous: 0 })[0]!.key;
  });
  const span = Math.max(hour, Math.floor(500_000 / series.length / 60) * hour);
  for (let from = window.from; from < end; from += span) {
    const to = Math.min(end, from + span);
    const batch = { ...emptyBatch(), series: keys, alive: [{ source: aliveKey.events('events'), from, to }] };
    for (const [index, { begin, counts }] of series.entries()) {
      for (let at = from; at < to; at += minute) {
        const n = counts[(at - begin) / minute]!;
        if (n > 0) batch.counts.push({ series: index, at, n });
      }
    }
    await store.append(batch);
  }
}

let sentUntil = end;
/** Sends every minute that is over and was not sent yet, one event for each completion, as a customer's services do. */
async function sendLive(waga: FilledWaga): Promise<void> {
  const headers = { 'Content-Type': 'application/x-ndjson', 'Waga-Source': 'events' };
  for (const now = bucketStart(Date.now(), minute); sentUntil < now; sentUntil += minute) {
    const lines = sold.flatMap((process) =>
      Array.from({ length: perMinute }, (_, nth) => {
        const at = toRfc3339(sentUntil + Math.floor((nth * minute) / perMinute));
        return `{"process":"${process}","step":"completed","at":"${at}"}`;
      }),
    );
    const declared = {
      'Waga-Complete-Since': toRfc3339(sentUntil),
      'Waga-Complete-Until': toRfc3339(sentUntil + minute),
    };
    await waga.post('/api/v1/events', { ...headers, ...declared }, lines.join('\n'));
  }
}

interface Balance {
  processes: { impact: { state: string } }[];
}

await using peers = await startPeers([...business, ...counted]);
await using filled = await filledWaga(catalogue, async (store) => {
  await writeMinutes(store, counted);
  await writeBusiness(store, business);
  await store.settle(bucketStart(end, day));
});
const askWaga = (): Promise<string> => filled.get('/api/v1/balance');
const states = (): Promise<string[]> =>
  askWaga().then((text) => (JSON.parse(text) as Balance).processes.map(({ impact }) => impact.state));
const began = performance.now();
let known = await states();
const isWaiting = (): boolean =>
  known.length < processes || known.some((state) => state === 'learning' || state === 'unknown');
while (isWaiting() && performance.now() - began < longestWaitMs) {
  await sendLive(filled);
  await new Promise((next) => setTimeout(next, 2_000));
  known = await states();
}
const waited = (performance.now() - began) / 1_000;
const tally = [...Map.groupBy(known, (state) => state)].map(([state, all]) => `${all.length} ${state}`).join(', ');

/** The queries of the dashboard, one after the other as a page with a query for each figure sends them, all series in each. */
async function dashboard(peer: Peer): Promise<string> {
  const weeks = Array.from({ length: Math.min(4, Math.floor((days - 1) / 7)) }, (_, nth) => nth + 1);
  const before = (range: string) =>
    `(${weeks.map((week) => `increase(valid_total{service=~"process-.*"}[${range}] offset ${week * 7}d)`).join(' + ')}) / ${weeks.length}`;
  const lastHour = { from: end - hour + minute, to: end };
  const answers = [
    await askInstant(peer, 'increase(valid_total{service=~"process-.*"}[30m])', end),
    await askInstant(peer, before('30m'), end),
    await askRange(peer, 'increase(valid_total{service=~"process-.*"}[1m])', lastHour, 60),
    await askRange(peer, before('1m'), lastHour, 60),
    await askInstant(
      peer,
      '1 - increase(bad_total{service=~"service-.*"}[5m]) / increase(valid_total{service=~"service-.*"}[5m])',
      end,
    ),
  ];
  return String(answers.reduce((sum, { length }) => sum + length, 0));
}

const asks: Record<string, (run: number) => Promise<string>> = { waga: askWaga };
for (const peer of peers.running) asks[peer.name] = () => dashboard(peer);
const found = await alternately(turns, asks);
const ours = found.waga!;
const what = `${processes} processes, ${measures} measures`;
const rows: ResultRow[] = peers.running.map(({ name }) => {
  const { times } = found[name]!;
  const ratio = spreadOf(times).figure / spreadOf(ours.times).figure;
  return rowOf(what, 'ms', ours.times, { reference: referenceOf(`${name}, 5 queries`, times), ratio });
});
if (rows.length === 0) rows.push(rowOf(what, 'ms', ours.times));
const busy = processorSeconds(filled.waga.pid);
const idle = 15_000;
await new Promise((next) => setTimeout(next, idle));
const share = ((processorSeconds(filled.waga.pid) - busy) / (idle / 1_000)) * 100;
const notes = [
  ...peers.notes,
  `Of the processes ${tally} after ${shown(waited)} s; the answer has ${shown(ours.answer.length / 1_024)} KiB.`,
  `While nobody asked, the server worked out its state with ${shown(share)} % of one core and ${shown(residentBytes(filled.waga.pid) / 1_024 ** 2)} MB of memory.`,
  'The dashboard of the peers knows no money, no interval of what was expected, no state that needs history, and nothing of gaps in what was measured.',
];
printResult({ name: 'queries/balance', date, machine, rows, notes });
