import { afterEach, describe, expect, it } from 'vitest';
import { encodeSent } from '../../../tests/signals/otlp-messages.ts';
import { encoded } from '../../../tests/signals/trace-ways.ts';
import { machine } from '../../features/access/who.ts';
import { writerOf } from '../../features/access/writer.ts';
import type { SummedSeries } from '../../features/signals/otlp/fast/add-summed.ts';
import { scannedFrom, scanTraces } from '../../features/signals/traces/scan-traces.ts';
import { binBits, groupColumn, groupWidth } from '../../features/signals/traces/span-columns.ts';
import { minute } from '../../maths/instants.ts';
import { type ReadingThreads, readingThreads } from './threads.ts';

const at = Date.UTC(2026, 10, 20, 10);
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const resource = { attributes: [text('service.name', 'api')] };
const rules = { source: { name: 'otlp', resourceAttributes: ['service.name'] }, writer: writerOf(machine) };

/** Sums of so many series, from one number on. */
function sums(from: number, series: number): Buffer {
  const dataPoints = Array.from({ length: series }, (_, nth) => ({
    attributes: [text('shard', String(from + nth))],
    timeUnixNano: `${at + minute * (nth % 3)}000000`,
    asInt: 1 + nth,
  }));
  const metrics = [{ name: 'calls', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } }];
  return encodeSent({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
}

/** In memory that threads see, with so many bytes behind. */
function shared(bytes: Uint8Array, room = 0): Buffer {
  const body = Buffer.from(new SharedArrayBuffer(bytes.length + room), 0, bytes.length);
  body.set(bytes);
  return body;
}

let threads: ReadingThreads;

/** What a thread makes of increments. */
async function rowsOf(bytes: Buffer): Promise<SummedSeries> {
  const summed = await threads.sum(bytes, rules);
  if (summed === null || 'columns' in summed) throw new Error('these are no rows of increments');
  return summed;
}

afterEach(() => threads.close());

describe('threads that read OTLP', () => {
  it('name the series of many requests, the same ones by the same object whoever read them', async () => {
    threads = readingThreads(2);
    const starts = [0, 500, 0, 250, 500, 0];
    const read = await Promise.all(starts.map((from) => rowsOf(shared(sums(from, 1_000)))));
    const known = new Map<string, object>();
    for (const [nth, summed] of read.entries()) {
      expect(summed.series.map(({ key }) => key.labels.shard)).toEqual(
        Array.from({ length: 1_000 }, (_, row) => String(starts[nth]! + row)),
      );
      for (const series of summed.series) {
        expect(known.get(series.identity) ?? series).toBe(series);
        known.set(series.identity, series);
      }
      expect([...summed.values.subarray(0, 3)]).toEqual([1, 2, 3]);
      expect([...summed.minutes.subarray(0, 4)].map((one) => one * minute - at)).toEqual([0, minute, 2 * minute, 0]);
    }
    expect(known.size).toBe(1_500);
  });

  it('answer the same in memory that is used again, with room behind the body or without', async () => {
    threads = readingThreads(1);
    const buckets = (many: number) =>
      Array.from({ length: 40 }, (_, nth) => ({
        ...{ attributes: [text('shard', String(nth))], timeUnixNano: `${at + minute * nth}000000` },
        ...{ count: 3 * many + nth, bucketCounts: [many, 2 * many, nth], explicitBounds: [1, 2] },
      }));
    const metric = (many: number) => ({
      name: 'took',
      histogram: { aggregationTemporality: 1, dataPoints: buckets(many) },
    });
    const plain = ({ minutes, values, buckets: held, series, resources }: SummedSeries) => ({
      ...{ minutes: [...minutes], values: [...values], held: [...held], resources },
      series: series.map(({ identity }) => identity),
    });
    for (const many of [7, 300, 70_000]) {
      const bytes = encodeSent({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [metric(many)] }] }] });
      const behind = await rowsOf(shared(bytes, 8_192));
      const again = shared(bytes, 5_000);
      const [first, second] = [await rowsOf(again), await rowsOf(again)];
      expect(behind.buckets.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(again.equals(bytes)).toBe(true);
      const travelled = await rowsOf(shared(bytes));
      expect(travelled.buckets.buffer).toBeInstanceOf(ArrayBuffer);
      expect([...travelled.buckets.subarray(0, 3)]).toEqual([many, 2 * many, 0]);
      for (const one of [behind, first, second]) expect(plain(one)).toEqual(plain(travelled));
    }
  });

  it('hand on what is no increment as columns, with the same point by the same object', async () => {
    threads = readingThreads(1);
    const dataPoints = [{ timeUnixNano: `${at}000000`, startTimeUnixNano: `${at - minute}000000`, asInt: 3 }];
    const metrics = [
      { name: 'level', gauge: { dataPoints } },
      { name: 'calls', sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints } },
    ];
    const body = encodeSent({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
    const read = await Promise.all([1, 2].map(() => threads.sum(shared(body), rules)));
    const columns = read.map((one) => {
      if (one === null || !('columns' in one)) throw new Error('these are no columns');
      return one.columns;
    });
    const [first, second] = [columns[0]!, columns[1]!];
    expect([first.size, first.values[1], first.values[2]]).toEqual([3, 3, 3]);
    expect(first.points.map((point) => point?.facts.name)).toEqual([undefined, 'level', 'calls']);
    expect(second.points[2]).toBe(first.points[2]);
    expect(first.beside[0]).toMatchObject({ service: 'api' });
  });

  it('leave to others what is rare, what is cut off, and everything where there are none', async () => {
    threads = readingThreads(1);
    const bytes = sums(0, 10);
    expect(await threads.sum(shared(bytes.subarray(0, bytes.length - 3)), rules)).toBeNull();
    const summary = { name: 'old', summary: { dataPoints: [{ timeUnixNano: `${at}000000`, count: 3 }] } };
    const old = encodeSent({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [summary] }] }] });
    expect(await threads.sum(shared(old), rules)).toBeNull();
    expect(await threads.sum(shared(bytes), rules)).not.toBeNull();
    await threads.close();
    threads = readingThreads(0);
    expect(await threads.sum(shared(bytes), rules)).toBeNull();
    expect(await threads.scan(shared(bytes))).toBeNull();
  });

  it('read spans into the rows that this thread would make of them, with a number for each shape', async () => {
    threads = readingThreads(1);
    const spans = Array.from({ length: 300 }, (_, nth) => ({
      traceId: Buffer.alloc(16, nth + 1),
      spanId: Buffer.alloc(8, 7),
      kind: 2,
      startTimeUnixNano: `${at}000000`,
      endTimeUnixNano: `${at + nth}000000`,
      attributes: [text('http.route', `/${nth % 3}`)],
    }));
    const bytes = shared(encoded({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }));
    const here = scanTraces(bytes)!;
    for (const _ of [1, 2]) {
      const read = scannedFrom(bytes, (await threads.scan(bytes))!)!;
      expect({ ...read, epoch: 0, groups: 0 }).toEqual({ ...here, epoch: 0, groups: 0 });
      expect(read.epoch).not.toBe(here.epoch);
      expect([...read.cells.subarray(0, 6)].map((cell) => cell >> binBits)).toEqual([0, 1, 2, 0, 1, 2]);
      const shapes = [0, 1, 2].map((group) => read.groups[group * groupWidth + groupColumn.shape]);
      expect(shapes).toEqual([1, 2, 3]);
    }
    expect(await threads.scan(bytes.subarray(0, 5))).toBeNull();
  });
});
