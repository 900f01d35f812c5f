/**
 * `node benchmarks/queries/fleet.ts [services] [days] [--quick] [--json]`: availability by requests of every service over 30 days, and of a
 * tenth of them over a year, in one question: Waga by `GET /api/v1/availability`, Prometheus and VictoriaMetrics by an instant query by
 * service on the same minutes. Each turn asks for a window that ends an hour earlier, so that nobody answers the same question twice.
 * Waga's hours are written through its store's seam as the job that counts hours writes them; the year of the other services is Waga's alone.
 */
import { day, type EpochMs, hour, type Interval, toRfc3339 } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import type { HourRollUp } from '../../src/stores/measurements/measurements.ts';
import { residentBytes } from '../ingest/process-figures.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import { type Asked, alternately } from './ask.ts';
import { countedServices, lastMidnight, serviceName, shapes, sumOf } from './counted.ts';
import { askInstant, byService, startPeers } from './peers.ts';
import type { Peer } from './running.ts';
import { catalogueOf, filledWaga, hourOf, hoursOf, writeHours } from './waga-filled.ts';

const isQuick = process.argv.includes('--quick');
const [services = isQuick ? 100 : 1_000, days = isQuick ? 7 : 30] = process.argv.slice(2).filter(Number).map(Number);
const yearDays = isQuick ? 30 : 365;
const turns = 7;

const machine = describeMachine();
const date = new Date().toISOString();
const end = lastMidnight();
const named = (kind: string, count: number): string[] =>
  Array.from({ length: count }, (_, nth) => serviceName(nth, kind));
/** Those whose year everybody knows, and the others. */
const long = named('long', Math.ceil(services / 10));
const short = named('short', services - long.length);
/** One day more than is asked for, since the windows move. */
const month = { from: end - (days + 1) * day, to: end };
const year = { from: end - (yearDays + 1) * day, to: end };
const series = [...countedServices(long, year, shapes.middling), ...countedServices(short, month, shapes.middling)];

/** What the services that the others know for a month only did before it, by the hour. */
function* earlier(): Generator<HourRollUp> {
  const random = seededRandom(5);
  for (let at = year.from; at < month.from; at += hour) {
    for (const service of short) yield hourOf(service, at, random.poisson(3_600), random.poisson(12));
  }
}

/** Hours by which the window of a turn ends before the data do. */
const back = (run: number): number => run + 1;
const windowOf = (run: number, length: number): Interval => {
  const to: EpochMs = end - back(run) * hour;
  return { from: to - length * day, to };
};

interface Availability {
  subjects: { subject: { name: string }; good: number; valid: number }[];
}

const notes: string[] = [];
const rows: ResultRow[] = [];
await using peers = await startPeers(series);
await using filled = await filledWaga(catalogueOf([...long, ...short]), async (store) => {
  await writeHours(store, earlier(), { from: year.from, to: month.from });
  await writeHours(store, hoursOf(series, year), year);
});
const { waga, get } = filled;
notes.push(...peers.notes);
const before = residentBytes(waga.pid);
const began = performance.now();
const ofWaga = (window: Interval, kind: string): Promise<string> =>
  get(
    `/api/v1/availability?from=${toRfc3339(window.from)}&to=${toRfc3339(window.to)}&kind=component&limit=10000&q=${kind}`,
  );
await ofWaga(windowOf(0, days), '');
notes.push(
  `The first answer after the start took Waga ${shown(performance.now() - began)} ms and ${shown((residentBytes(waga.pid) - before) / 1_024 ** 2)} MB: it reads its totals then.`,
);
// the goals are for the whole: of few services little but the request itself is timed
await ask('30 days', services, days, '', isQuick ? null : { Prometheus: 100, VictoriaMetrics: 20 });
await ask('a year', long.length, yearDays, 'long-', null);
const alone = await alternately(turns, { waga: (run) => ofWaga(windowOf(run, yearDays), '') });
rows.push(rowOf(`${services} services, ${yearDays} days`, 'ms', alone.waga.times));

async function ask(
  what: string,
  count: number,
  length: number,
  kind: string,
  goals: Record<Peer['name'], number> | null,
): Promise<void> {
  const of = kind === '' ? '' : `{service=~"${kind}.*"}`;
  const range = (run: number) => `[${length}d] offset ${back(run)}h`;
  const asks: Record<string, (run: number) => Promise<string>> = {
    waga: (run) => ofWaga(windowOf(run, length), kind),
  };
  for (const peer of peers.running) {
    // both windows are given as an offset from one moment, so that the query stays the same text but for its hours
    asks[peer.name] = (run) =>
      askInstant(
        peer,
        `1 - sum by (service) (increase(bad_total${of}${range(run)})) / sum by (service) (increase(valid_total${of}${range(run)}))`,
        end,
      );
    asks[`${peer.name}, two samples`] = (run) => askInstant(peer, twoSamples(of, run, length), end);
  }
  const found = await alternately(turns, asks);
  const ours = found.waga!;
  for (const peer of peers.running) {
    const differing = await differingFrom(ours, peer, of, length);
    rows.push(rowBeside(ours, found[peer.name]!, `${peer.name}, increase()`, goals?.[peer.name] ?? null, differing));
    rows.push(
      rowBeside(ours, found[`${peer.name}, two samples`]!, `${peer.name}, two samples of each`, null, differing),
    );
    notes.push(
      `${peer.name}, ${what}: ${differing} of ${2 * count} counts differ from Waga's and from what was written.`,
    );
  }
  if (peers.running.length === 0) rows.push(rowOf(`${count} services, ${length} days`, 'ms', ours.times));

  function rowBeside(own: Asked, theirs: Asked, whose: string, goal: number | null, differing: number): ResultRow {
    const ratio = spreadOf(theirs.times).figure / spreadOf(own.times).figure;
    const wanted = goal === null ? {} : { goal: `≥ ${goal} × ${whose}`, met: ratio >= goal && differing === 0 };
    return rowOf(`${count} services, ${length} days`, 'ms', own.times, {
      ...{ reference: referenceOf(whose, theirs.times), ratio },
      ...wanted,
    });
  }
}

/** Counts of the window of the last turn: Waga's, the peer's exact differences and what was written must be the same. */
async function differingFrom(ours: Asked, peer: Peer, of: string, length: number): Promise<number> {
  const run = ours.times.length;
  const window = windowOf(run, length);
  const { subjects } = JSON.parse(ours.answer) as Availability;
  const own = new Map(subjects.map(({ subject, good, valid }) => [subject.name, { valid, bad: valid - good }]));
  let differing = 0;
  for (const name of ['valid', 'bad'] as const) {
    const query = `${name}_total${of} offset ${back(run)}h - ${name}_total${of} offset ${back(run) + length * 24}h`;
    const theirs = byService(await askInstant(peer, query, end));
    for (const one of series) {
      if (one.name !== name || !one.service.startsWith(of === '' ? '' : 'long-')) continue;
      const written = sumOf(one, window.from, window.to);
      if (theirs.get(one.service) !== written || own.get(one.service)?.[name] !== written) differing += 1;
    }
  }
  return differing;
}
printResult({ name: 'queries/fleet', date, machine, rows, notes });

/** The cheapest way to ask: right as long as no counter begins anew, which `increase` is there to see. */
function twoSamples(of: string, run: number, length: number): string {
  const last = `offset ${back(run)}h`;
  const first = `offset ${back(run) + length * 24}h`;
  const over = (name: string) => `(${name}_total${of} ${last} - ${name}_total${of} ${first})`;
  return `1 - ${over('bad')} / ${over('valid')}`;
}
