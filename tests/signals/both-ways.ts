import type { Writer } from '../../src/features/access/writer.ts';
import { processesOf } from '../../src/features/catalog/catalog.ts';
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import { addEvents, type EventContext } from '../../src/features/signals/event-batch.ts';
import { readBody } from '../../src/features/signals/event-body.ts';
import { addScanned } from '../../src/features/signals/ndjson/add-scanned.ts';
import { EventScanner } from '../../src/features/signals/ndjson/event-scanner.ts';
import { scanRulesOf } from '../../src/features/signals/ndjson/scan-rules.ts';
import type { ScannedEvents } from '../../src/features/signals/ndjson/scanned-events.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { sourceNamed } from '../../src/features/signals/source.ts';
import { day } from '../../src/maths/instants.ts';
import { start, testCatalog } from './app.ts';

const catalogText = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [started, completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}, attributes: [method, channel, currency]}
---
apiVersion: waga/v1
kind: Process
metadata: {name: pay}
spec: {timeZone: UTC, steps: [completed, constructor], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Process
metadata: {name: cashback}
spec: {timeZone: UTC, steps: [granted], kpi: granted, thresholds: {partial: "0.20", total: "0.40"}, attributes: [other]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop-events}
spec: {type: events, processes: [payment, pay, cashback], seriesLimit: 5000}
`;
const catalog = testCatalog(catalogText);
const processes = new Map(processesOf(catalog).map((process) => [process.metadata.name, process]));
const free: Writer = { id: 't', sources: null, processes: null, components: null, environments: null };

/** Ids of which those that fit came before. */
export function idsBefore(cameBefore: (id: bigint) => boolean): EventContext['ids'] {
  const taken = new Set<bigint>();
  const idOf = (high: number, low: number): bigint => (BigInt(high) << 32n) + BigInt(low);
  const has = (high: number, low: number): boolean => taken.has(idOf(high, low)) || cameBefore(idOf(high, low));
  return {
    has,
    take(high, low) {
      const isNew = !has(high, low);
      taken.add(idOf(high, low));
      return isNew;
    },
  };
}

/** What both ways are told. Ids whose hash can be divided by seven count as seen before. */
export function context(change: { seriesLimit?: number; writer?: Partial<Writer> } = {}): EventContext {
  const source = { ...sourceNamed(catalog, 'shop-events')!, ...(change.seriesLimit === undefined ? {} : change) };
  return {
    source,
    writer: { ...free, ...change.writer },
    processes,
    now: start,
    retentionMs: 400 * day,
    userKey: Buffer.alloc(32, 7),
    limit: new SeriesLimit(source, new Set(['one', 'two'])),
    ids: idsBefore((id) => id % 7n === 0n),
  };
}

/** Room for series is only looked at where there is little. */
const mostRoom = 16;

/** All that a way gives, in an order of its own where the order tells nothing; the text is that of JSON. */
function resultOf(batch: BatchBuilder, decision: unknown, { limit }: EventContext): Record<string, unknown> {
  const identities = batch.identities().sort();
  let room = 0;
  while (room < mostRoom && limit.admits(`probe ${room}`)) room += 1;
  const { series, counts, people, passed, ids, ...others } = batch.build();
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
  const nameOf = ({ labels, ...key }: (typeof series)[number]): string =>
    text([key, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return {
    decision,
    identities,
    room,
    series: series.map(nameOf).sort(),
    counts: counts.map(({ series: index, ...row }) => text([nameOf(series[index]!), row.at, row.n])).sort(),
    people: passed.flatMap(({ users, ...pass }) => [...users].map((user) => text({ ...pass, user }))).sort(),
    ids: ids.flatMap(({ hash, at }) => [...hash].map((id) => text({ id, at }))).sort(),
    others: text({ ...others, people }),
  };
}

export interface BothWays {
  slow: Record<string, unknown>;
  /** Null where the body is left to the slow way as a whole. */
  fast: Record<string, unknown> | null;
  scanned: ScannedEvents | null;
}

/** The same body read and decided both ways. The scanner may have read other bodies before. */
export function bothWays(bytes: Uint8Array, scanner: EventScanner, make: () => EventContext): BothWays {
  const [slow, fast] = [make(), make()];
  const [slowBatch, fastBatch] = [new BatchBuilder(), new BatchBuilder()];
  const body = readBody(bytes, { 'content-type': 'application/x-ndjson' });
  const slowResult =
    'rows' in body
      ? { ...resultOf(slowBatch, addEvents(body.rows, slow, slowBatch), slow), rows: body.rows.length }
      : { problem: body.problem };
  const scanned = structuredClone(scanner.scan(bytes));
  const decision = scanned === null ? null : addScanned(scanned, fast, fastBatch);
  const fastResult = resultOf(fastBatch, decision, fast);
  if (decision !== null) return { slow: slowResult, fast: { ...fastResult, rows: scanned!.rows }, scanned };
  // what gives up must have changed nothing
  const untouched = resultOf(new BatchBuilder(), null, make());
  return {
    slow: slowResult,
    fast: JSON.stringify(fastResult) === JSON.stringify(untouched) ? null : fastResult,
    scanned,
  };
}

export const scannerOf = (known: EventContext): EventScanner => new EventScanner(scanRulesOf(known));
