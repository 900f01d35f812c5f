/**
 * `node benchmarks/ingest/growth.ts [--events 100000] [--json]`: what a million events cost, and what memory the server takes, as the work grows
 * 10 and 100 times: by more events, and by more series among as many events. Each on a server and a store of its own, after the same warm-up.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { measuredLoad } from './measured-load.ts';
import { optionsOf } from './options.ts';
import { peakBytes } from './process-figures.ts';
import { comparison, storedEvents } from './stored.ts';
import { freshWaga } from './waga-server.ts';

const { events: least } = optionsOf({ events: { usual: 100_000, quick: 2_000 } });
const rowsOfRequest = 1_000;
const warmRequests = 100;
const fewest = 20;
const forever = 3_600;
/** Growth is no faster than the work as long as a million events cost no more than this many times as much; beyond is no noise. */
const allowance = 1.25;
const date = new Date().toISOString();
const machine = describeMachine();

interface Cost {
  perMillion: number;
  peak: number;
}

async function costOf(events: number, series: number): Promise<Cost> {
  const began = Date.now();
  const { waga, token, end } = await freshWaga();
  const order = {
    url: waga.url,
    token,
    kind: 'plain',
    rows: rowsOfRequest,
    series,
    warmSeconds: 0,
    seconds: forever,
  } as const;
  const warm = await measuredLoad({ ...order, mostRequests: warmRequests }, waga.pid);
  const taken = await measuredLoad({ ...order, mostRequests: events / rowsOfRequest }, waga.pid);
  const peak = peakBytes(waga.pid);
  comparison(warm.accepted + taken.accepted, await storedEvents(waga, token, began));
  await end();
  return { perMillion: taken.serverSecondsPerMillion, peak };
}

async function grown(what: string, of: (times: number) => Promise<Cost>): Promise<ResultRow[]> {
  const costs: { times: number; cost: Cost }[] = [];
  for (const times of [1, 10, 100]) costs.push({ times, cost: await of(times) });
  const first = costs[0]!.cost;
  return costs.flatMap(({ times, cost }) => {
    const time = rowOf(`${what} × ${times}: processor time of the server`, 's per million events', cost.perMillion);
    const memory = rowOf(`${what} × ${times}: most memory of the server`, 'MB', cost.peak / 1e6);
    if (times === 1) return [time, memory];
    const reference = referenceOf(`${what} × 1`, first.perMillion);
    const ratio = first.perMillion / cost.perMillion;
    const ofMemory = { reference: referenceOf(`${what} × 1`, first.peak / 1e6), ratio: first.peak / cost.peak };
    return [
      { ...time, reference, ratio },
      { ...memory, ...ofMemory },
    ];
  });
}

const byEvents = await grown('events', (times) => costOf(least * times, fewest));
const bySeries = await grown('series', (times) => costOf(least * 10, fewest * times));
const rows = [...byEvents, ...bySeries].map((row): ResultRow => {
  if (row.ratio === null || !row.unit.startsWith('s ')) return row;
  if (row.what.startsWith('events')) {
    return { ...row, goal: `≤ ${allowance} × the cost at × 1`, met: row.ratio >= 1 / allowance };
  }
  const times = row.what.startsWith('series × 100') ? 100 : 10;
  return { ...row, goal: `≤ ${times} × the cost at × 1`, met: row.ratio >= 1 / times };
});
printResult({
  name: 'ingest/growth',
  date,
  machine,
  rows,
  notes: [
    `Events × 1 are ${least} of ${fewest} combinations of labels, × 100 are ${least * 100}; series × 1 are ${fewest} combinations among ${least * 10} events, × 100 are ${fewest * 100}.`,
    `Beside: after ${warmRequests} requests of warm-up on each server. What was acknowledged was each time exactly what was stored.`,
    'A request of 1 000 events is stored as its sums by minute and series: with 20 series some 45 rows, with 2 000 some 1 600, so the series rows show what more rows cost.',
  ],
});
