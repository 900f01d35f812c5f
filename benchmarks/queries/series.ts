/**
 * `node benchmarks/queries/series.ts [services] [days] [--quick] [--json]`: one service of many over 30 days, another one each turn: its raw
 * minutes, its counts by the hour, and its sums. Waga is asked over HTTP where it has an address for it (counts by the hour:
 * `GET /api/v1/measures/NAME/curve`; sums: `GET /api/v1/availability`), and for raw minutes through its store's seam, in the process
 * that owns it, since it gives out no more than 3 000 points; the peers are always asked over HTTP. All settled and merged.
 */
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, spreadOf } from '../result.ts';
import { type Asked, alternately } from './ask.ts';
import { countedServices, lastMidnight, serviceName, shapes, sumOf } from './counted.ts';
import { askInstant, askRange, startPeers } from './peers.ts';
import type { Peer } from './running.ts';
import { catalogueOf, filledWaga, hoursOf, seriesOf, writeHours, writeMinutes } from './waga-filled.ts';

const isQuick = process.argv.includes('--quick');
const [services = isQuick ? 20 : 100, days = isQuick ? 7 : 30] = process.argv.slice(2).filter(Number).map(Number);
const turns = 45;
/** Turns that do not count: whoever compiles while it runs, as Waga does, is slower at first than a server that has been up for a minute. */
const warmTurns = 60;
const machine = describeMachine();
const date = new Date().toISOString();
const end = lastMidnight();
const names = Array.from({ length: services }, (_, nth) => serviceName(nth));
const window = { from: end - days * day, to: end };
/** The peers need a sample before the first window. */
const series = countedServices(names, { from: window.from - day, to: end }, shapes.middling);
const rows: ResultRow[] = [];
const notes: string[] = [];

/** Another one each turn. */
const serviceOf = (run: number): string => names[(run * 7) % services]!;
const written = (run: number, name: 'valid' | 'bad'): number => {
  const one = series.find((counted) => counted.service === serviceOf(run) && counted.name === name)!;
  return sumOf(one, window.from, window.to);
};
const both = (of: (name: string) => string): string =>
  `label_replace(${of('valid')}, "part", "valid", "", "") or label_replace(${of('bad')}, "part", "bad", "", "")`;

await using peers = await startPeers(series);
notes.push(...peers.notes, `Each figure after ${warmTurns} turns that do not count, of all alike.`);

await using filled = await filledWaga(catalogueOf(names), async (store) => {
  await writeMinutes(store, series);
  await writeHours(store, hoursOf(series, { from: window.from - day, to: end }), { from: window.from - day, to: end });
  await store.settle(end);
  await inStore(store);
});

/** The parts of the store's answers, as far as the sum of what is good is right. */
async function inStore(store: Measurements): Promise<void> {
  const ids = new Map<string, number>();
  for (const { id, labels } of await store.ask({ ask: 'series', source: 'otlp' })) {
    ids.set(`${labels['service.name']} ${labels['http.response.status_code']}`, id);
  }
  const idOf = (run: number): number =>
    ids.get(`${serviceOf(run)} ${seriesOf(serviceOf(run), '200').labels['http.response.status_code']}`)!;
  const counts = (step: number) => async (run: number) => {
    return rasterText(await store.ask({ ask: 'counts', series: [idOf(run)], step, ...window }), step);
  };
  const total = async (run: number) => {
    const { n } = await store.ask({ ask: 'totals', series: [idOf(run)], ...window });
    return JSON.stringify({ n: [...n] });
  };
  const points = (of: string) => `valid_total{service="${of}"}`;
  const check = ({ answer, last }: Asked): string => {
    const good = written(last, 'valid') - written(last, 'bad');
    const sum = (JSON.parse(answer) as { n: (number | null)[] }).n.reduce<number>((a, b) => a + (b ?? 0), 0);
    return sum === good ? '' : ' (a WRONG sum)';
  };
  await beside(`raw minutes of ${days} days, from the store`, counts(minute), check, (peer, run) =>
    askInstant(peer, `${points(serviceOf(run))}[${days}d]`, end),
  );
  await beside(`by the hour, ${days} days, from the store`, counts(hour), check, (peer, run) =>
    askRange(peer, `increase(${points(serviceOf(run))}[1h])`, { from: window.from + hour, to: end }, 3_600),
  );
  await beside(`the sum of ${days} days, from the store`, total, check, (peer, run) =>
    askInstant(peer, `increase(${points(serviceOf(run))}[${days}d])`, end),
  );
}

/** Counts as text: where the first stands, the step and the numbers; a bucket without rows is null. */
function rasterText({ at, n }: { at: Float64Array; n: Float64Array }, step: number): string {
  const from = at[0]!;
  const numbers = new Array<number | string>((at.at(-1)! - from) / step + 1).fill('null');
  for (let row = 0; row < at.length; row++) numbers[(at[row]! - from) / step] = n[row]!;
  return `{"from":${from},"step":${step},"n":[${numbers.join(',')}]}`;
}

const between = `from=${toRfc3339(window.from)}&to=${toRfc3339(window.to)}`;
await beside(
  `good and all by the hour, ${days} days, over HTTP`,
  (run) => filled.get(`/api/v1/measures/technical_service_${serviceOf(run)}_availability/curve?${between}&step=60`),
  ({ answer, last }) => {
    const { valid } = JSON.parse(answer) as { valid: number[] };
    return valid.reduce((a, b) => a + b, 0) === written(last, 'valid') ? '' : ' (a WRONG sum)';
  },
  (peer, run) => {
    const of = (name: string) => `increase(${name}_total{service="${serviceOf(run)}"}[1h])`;
    return askRange(peer, both(of), { from: window.from + hour, to: end }, 3_600);
  },
);
await beside(
  `good and all of ${days} days, over HTTP`,
  (run) => filled.get(`/api/v1/availability?${between}&kind=component&q=${serviceOf(run)}`),
  ({ answer, last }) => {
    const { subjects } = JSON.parse(answer) as { subjects: { subject: { name: string }; valid: number }[] };
    const own = subjects.find(({ subject }) => subject.name === serviceOf(last));
    return own?.valid === written(last, 'valid') ? '' : ' (a WRONG sum)';
  },
  (peer, run) => {
    const of = (name: string) => `increase(${name}_total{service="${serviceOf(run)}"}[${days}d])`;
    return askInstant(peer, both(of), end);
  },
);
printResult({ name: 'queries/series', date, machine, rows, notes });

/** Asks Waga and the peers in turn and makes a row for each peer. */
async function beside(
  what: string,
  own: (run: number) => Promise<string>,
  check: (asked: Asked) => string,
  theirs: (peer: Peer, run: number) => Promise<string>,
): Promise<void> {
  const asks: Record<string, (run: number) => Promise<string>> = { waga: own };
  for (const peer of peers.running) asks[peer.name] = (run) => theirs(peer, run);
  const found = await alternately(turns, asks, 40_000, warmTurns);
  const ours = found.waga!;
  const wrong = check(ours);
  notes.push(`${what}: ${wrong === '' ? 'the last sum is what was written' : 'the last sum is NOT what was written'}.`);
  for (const peer of peers.running) {
    const { times } = found[peer.name]!;
    const ratio = spreadOf(times).figure / spreadOf(ours.times).figure;
    const goal =
      peer.name === 'VictoriaMetrics'
        ? { goal: 'no slower than VictoriaMetrics', met: ratio >= 1 && wrong === '' }
        : {};
    rows.push(rowOf(what, 'ms', ours.times, { reference: referenceOf(peer.name, times), ratio, ...goal }));
  }
  if (peers.running.length === 0) rows.push(rowOf(what, 'ms', ours.times));
}
