/**
 * `node benchmarks/speed/otlp-metrics.ts [--json]`: OTLP metrics in protobuf from bytes to a filled batch, beside protobufjs reading the
 * same bytes into its objects alone. Processor time of this process, both ways by turns. The reference is the decoder that
 * protobufjs generates from reflection (`Type.setup()`): the same code that its static output has.
 */
import { machine } from '../../src/features/access/who.ts';
import { writerOf } from '../../src/features/access/writer.ts';
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import type { Heard } from '../../src/features/signals/otlp/cumulative.ts';
import { decodeProtobuf } from '../../src/features/signals/otlp/decode-protobuf.ts';
import { MetricsMemory } from '../../src/features/signals/otlp/fast/metrics-memory.ts';
import { addMetrics } from '../../src/features/signals/otlp/metrics-batch.ts';
import type { MetricsContext, MetricsDecision } from '../../src/features/signals/otlp/metrics-decision.ts';
import { addRead, readMetrics } from '../../src/features/signals/otlp/read-metrics.ts';
import { StreamTable } from '../../src/features/signals/otlp/stream-table.ts';
import { StreamTrial } from '../../src/features/signals/otlp/stream-trial.ts';
import { digest } from '../../src/features/signals/pseudonym.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { sourceNamed } from '../../src/features/signals/source.ts';
import { sentMessage } from '../../tests/signals/otlp-messages.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { type Fleet, now, requestOf } from './metric-requests.ts';

type Once = () => (() => void) | null;

const blocks = 15;
const blockMs = 60;
const requests = 40;
const source = { ...sourceNamed({ documents: [] } as never, 'default')!, seriesLimit: 1_000_000 };
const writer = writerOf(machine);

/** What a source is remembered by, as the intake does after each commit. */
class Remembered {
  readonly series = new Set<string>();
  streams = new StreamTable();
  readonly heard = new Map<string, Heard>();

  context(): MetricsContext {
    return {
      source,
      writer,
      now: now + requests * 10_000,
      retentionMs: 86_400_000,
      listeningSince: now - 3_600_000,
      limit: new SeriesLimit(source, this.series),
      streams: new StreamTrial(this.streams, 1_000_000),
      seriesKnown: () => false,
      heard: (id) => this.heard.get(id),
      room: { heard: 1_000_000 },
    };
  }

  apply(batch: BatchBuilder, { streams }: MetricsContext, { heard }: MetricsDecision): void {
    for (const identity of batch.identities()) this.series.add(identity);
    streams.keep();
    for (const [id, one] of heard) this.heard.set(id, one);
  }
}

/** Processor time of `work` in milliseconds. */
function taken(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Runs of a way in a second of processor time, over at least `blockMs` of it; what `once` gives back is run beside the clock. */
function perSecond(once: Once): number {
  let runs = 0;
  let ms = 0;
  while (ms < blockMs) {
    let after: (() => void) | null = null as (() => void) | null;
    ms += taken(() => {
      after = once();
    });
    after?.();
    runs += 1;
  }
  return (runs / ms) * 1_000;
}

function measure(fleet: Fleet): ResultRow[] {
  const bodies = Array.from({ length: requests }, (_, nth) => requestOf(fleet, nth));
  const points = fleet.services * (fleet.sums + fleet.histograms) * fleet.points;
  const memory = new MetricsMemory();
  let remembered = new Remembered();
  let nth = 0;
  /** Requests in the order in which they are sent; after the last one the source is as it was before the first. */
  const next = (): Buffer => {
    if (nth % requests === 0) remembered.streams = new StreamTable();
    return bodies[nth++ % requests]!;
  };
  const fast: Once = () => {
    const body = next();
    const batch = new BatchBuilder();
    const context = remembered.context();
    const read = readMetrics(body, { source, writer }, memory);
    const decision = addRead(read, context, batch);
    if ('columns' in read) memory.giveBack(read.columns);
    if (decision.accepted !== points) throw new Error('not every point was kept');
    return () => remembered.apply(batch, context, decision);
  };
  const library: Once = () => {
    const batch = new BatchBuilder();
    const context = remembered.context();
    const decision = addMetrics(decodeProtobuf(next()), context, batch);
    return () => remembered.apply(batch, context, decision);
  };
  let read = 0;
  const reference: Once = () => {
    sentMessage.decode(bodies[read++ % requests]!);
    return null;
  };
  let digested = 0;
  const key: Once = () => {
    digest(bodies[digested++ % requests]!);
    return null;
  };
  const first: Once = () => {
    const batch = new BatchBuilder();
    addRead(readMetrics(bodies[0]!, { source, writer }, new MetricsMemory()), new Remembered().context(), batch);
    return null;
  };
  const ways = { fast, library, reference, first, key };
  const figures = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]])) as Record<
    keyof typeof ways,
    number[]
  >;
  for (const once of Object.values(ways)) perSecond(once);
  for (let block = 0; block < blocks; block++) {
    for (const [name, once] of Object.entries(ways)) {
      if (name === 'fast' || name === 'library') {
        remembered = new Remembered();
        nth = 0;
      }
      figures[name as keyof typeof ways].push(perSecond(once) * points);
    }
  }
  const what = 'protobufjs into objects alone';
  const { figure } = referenceOf(what, figures.reference);
  const row = (name: string, values: number[], goal: number | null): ResultRow => {
    const ratios = values.map((value, index) => value / figures.reference[index]!);
    const ratio = referenceOf('', ratios).figure;
    return rowOf(`${fleet.what}: ${name}`, 'points/s', values, {
      reference: referenceOf(what, figures.reference),
      ratio,
      ...(goal === null ? {} : { goal: `≥ ${goal} × the reference`, met: ratio >= goal }),
    });
  };
  if (figure <= 0) throw new Error('nothing was measured');
  return [
    row('bytes to batch, series known', figures.fast, 3),
    row('the same, all series new', figures.first, null),
    row('the library way', figures.library, null),
    row('SHA-256 of the bytes alone', figures.key, null),
  ];
}

const date = new Date().toISOString();
const fleets: Fleet[] = [
  { what: '1 000 delta sums', services: 1, sums: 1, histograms: 0, points: 1_000, temporality: 1 },
  { what: '1 000 cumulative sums', services: 1, sums: 1, histograms: 0, points: 1_000, temporality: 2 },
  { what: '50 services × 20 metrics, delta', services: 50, sums: 14, histograms: 6, points: 1, temporality: 1 },
  { what: '50 services × 20 metrics, cumulative', services: 50, sums: 14, histograms: 6, points: 1, temporality: 2 },
];
const rows = fleets.flatMap(measure);
printResult({
  name: 'speed/otlp-metrics',
  date,
  machine: describeMachine(),
  rows,
  notes: [
    `${blocks} blocks of each way by turns, each of at least ${blockMs} ms of processor time; ratios are medians of those within a block.`,
    'The reference builds objects and nothing else; Waga reads, judges each point, compares cumulative streams and fills a batch.',
    'Histograms have 15 buckets; every point has three attributes.',
  ],
});
