/**
 * `node benchmarks/ingest/counts-in.ts [--series 10000] [--scrapes 120] [--rounds 3] [--json]`: the same counters by Prometheus remote write into Waga, Prometheus and VictoriaMetrics,
 * each with its settings as they come and an empty folder: samples a second until the last answer. WAGA_PROMETHEUS and WAGA_VICTORIA (or WAGA_VICTORIA_METRICS) name
 * the programs; with WAGA_INSTALL=1 missing ones are installed from Debian.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type Reference, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { sources } from './catalogue.ts';
import { folderOfThis } from './ends-with.ts';
import { runWrite } from './load/run-write.ts';
import { optionsOf } from './options.ts';
import { peakBytes, processorSeconds } from './process-figures.ts';
import { installPrograms, type Receiver, startPrometheus, startVictoria } from './receivers.ts';
import { freshWaga } from './waga-server.ts';

const { series, scrapes, rounds } = optionsOf({
  series: { usual: 10_000, quick: 1_000 },
  scrapes: { usual: 120, quick: 20 },
  rounds: { usual: 3, quick: 1 },
});
const connections = 8;
const date = new Date().toISOString();
installPrograms();
const machine = describeMachine();

async function startWagaReceiver(): Promise<Receiver> {
  const { waga, token, end } = await freshWaga();
  return {
    name: 'Waga',
    url: `${waga.url}/api/v1/write`,
    headers: { authorization: `Bearer ${token}`, 'waga-source': sources.write },
    pid: waga.pid,
    async stored() {
      const listed = await waga.ask<{ sources: { name: string; accepted: number }[] }>('GET', '/api/v1/sources');
      return listed.sources.find(({ name }) => name === sources.write)!.accepted;
    },
    stop: end,
  };
}

interface Took {
  rate: number;
  perMillion: number;
  peak: number;
}
const took = new Map<string, Took[]>();
const notes: string[] = [];

async function measure(start: (folder: string) => Promise<Receiver | null>): Promise<void> {
  const { folder, remove } = folderOfThis('counts-in');
  const receiver = await start(folder);
  if (receiver !== null) {
    const { url, headers, pid, name } = receiver;
    const before = processorSeconds(pid);
    const report = await runWrite({ url, headers, series, scrapes, connections });
    const perMillion = (processorSeconds(pid) - before) / (report.samples / 1e6);
    const stored = await receiver.stored();
    if (stored !== report.samples) throw new Error(`${name} keeps ${stored} of ${report.samples} samples`);
    const all = took.get(name) ?? [];
    took.set(name, [...all, { rate: report.samples / report.seconds, perMillion, peak: peakBytes(pid) / 1e6 }]);
    await receiver.stop();
  }
  remove();
}

for (let round = 0; round < rounds; round++) {
  await measure(startWagaReceiver);
  await measure(startPrometheus);
  await measure(startVictoria);
}

const of = (name: string, figure: keyof Took): number[] => (took.get(name) ?? []).map((one) => one[figure]);
const ratioTo = (reference: Reference, figure: number, lessIsBetter: boolean): number =>
  lessIsBetter ? reference.figure / figure : figure / reference.figure;

function rowsBeside(name: string): ResultRow[] {
  if (!took.has(name)) {
    notes.push(`${name} is not installed here, so there is nothing beside which to measure.`);
    return [];
  }
  return kinds.map(({ what, unit, figure, less }) => {
    const row = rowOf(what, unit, of('Waga', figure));
    const reference = referenceOf(name, of(name, figure));
    return { ...row, reference, ratio: ratioTo(reference, row.figure!, less) };
  });
}
const kinds = [
  { what: 'counters by remote write', unit: 'samples/s', figure: 'rate', less: false },
  { what: 'processor time of the server', unit: 's per million samples', figure: 'perMillion', less: true },
  { what: 'most memory of the server', unit: 'MB', figure: 'peak', less: true },
] as const;
const rows = [...rowsBeside('Prometheus'), ...rowsBeside('VictoriaMetrics')];
if (rows.length === 0) rows.push(...kinds.map(({ what, unit, figure }) => rowOf(what, unit, of('Waga', figure))));
printResult({
  name: 'ingest/counts-in',
  date,
  machine,
  rows,
  notes: [
    ...notes,
    `${series} counters, ${scrapes} samples of each 15 s apart, 500 samples a request as Prometheus sends them, ${connections} connections; ${rounds} rounds in turns, each on an empty folder. Every sample was found again in each of them.`,
    'Comparable: the same bytes in the same requests from the same client. Not comparable: Waga answers when the data are on disk (fsync); Prometheus writes its log without waiting for the disk, VictoriaMetrics keeps the last seconds in memory. ' +
      'Waga keeps what counters rose by per minute and proves of whom; the others keep every sample.',
    'An event is no sample: ten thousand events of one minute and label set are one number to the others, who would have to be told by a program that counts them first. Compare ingest/ndjson with this only as work that somebody has to do.',
  ],
});
