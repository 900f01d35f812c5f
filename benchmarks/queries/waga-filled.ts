/** A Waga with the same minutes: written through the store's own seam before the server starts, then asked over HTTP like the others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressState } from '../../src/features/agreements/hour-progress.ts';
import { wholeHourMask } from '../../src/features/agreements/minute-mask.ts';
import { aliveKey } from '../../src/features/signals/series-names.ts';
import { day, type EpochMs, hour, type Interval, minute } from '../../src/maths/instants.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import {
  emptyBatch,
  type HourRollUp,
  type Measurements,
  type SeriesKey,
} from '../../src/stores/measurements/measurements.ts';
import { serverFolder, startWaga, type WagaProcess } from '../ingest/waga-server.ts';
import { send } from './ask.ts';
import { type CountedSeries, sumOf } from './counted.ts';

const source = 'otlp';
const metric = 'requests';
/** Rows of a batch, about. */
const batchRows = 500_000;

/** Requests of a service with one status, as the OTLP reader names them. */
export const seriesOf = (service: string, status: '200' | '503'): SeriesKey => ({
  ...{ source, name: metric, kind: 'counts', unit: '{request}' },
  labels: { 'http.response.status_code': status, 'service.name': service },
});

/** A component and a measure for each service. */
export function catalogueOf(services: readonly string[]): string {
  const documents = services.map(
    (name) => `apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_${name}_availability}
spec:
  {class: technical, component: ${name}, type: availability, source: ${source}, metric: ${metric}, where: {service.name: ${name}},
   bad: {http.response.status_code: "5*"}, objective: {atLeast: "0.99", overMinutes: 5, floor: 20}}`,
  );
  const way = `apiVersion: waga/v1\nkind: Source\nmetadata: {name: ${source}}\nspec: {type: otlp, complete: declared, seriesLimit: 100000}`;
  return [way, ...documents].join('\n---\n');
}

/**
 * Writes every minute (of the window, or all) as the intake does: what is good, and what is bad where something is. Series come
 * valid, bad, valid, bad.
 */
export async function writeMinutes(
  store: Measurements,
  series: readonly CountedSeries[],
  window?: Interval,
): Promise<number> {
  const from = window?.from ?? Math.min(...series.map(({ begin }) => begin));
  const to = window?.to ?? Math.max(...series.map(({ begin, counts }) => begin + counts.length * minute));
  const span = Math.max(hour, Math.floor(batchRows / series.length / 60) * hour);
  let rows = 0;
  for (let at = from; at < to; at += span) {
    const batch = emptyBatch();
    for (let nth = 0; nth < series.length; nth += 2) {
      const [valid, bad] = [series[nth]!, series[nth + 1]!];
      const service = batch.series.push(seriesOf(valid.service, '200'), seriesOf(valid.service, '503')) - 2;
      const first = Math.max(0, (at - valid.begin) / minute);
      const last = Math.min(valid.counts.length, (Math.min(to, at + span) - valid.begin) / minute);
      for (let index = first; index < last; index++) {
        const [all, failed] = [valid.counts[index]!, bad.counts[index]!];
        const when = valid.begin + index * minute;
        if (all > failed) batch.counts.push({ series: service, at: when, n: all - failed });
        if (failed > 0) batch.counts.push({ series: service + 1, at: when, n: failed });
      }
    }
    batch.alive = [{ source: aliveKey.technical(source), from: at, to: Math.min(to, at + span) }];
    rows += batch.counts.length;
    await store.append(batch);
  }
  return rows;
}

/** The hours of services as the hour job counts them from minutes, and that it has done so. */
export async function writeHours(store: Measurements, hours: Iterable<HourRollUp>, window: Interval): Promise<number> {
  const subjects = new Set<string>();
  let rows = 0;
  let batch = emptyBatch();
  for (const one of hours) {
    subjects.add(one.subject);
    rows += 1;
    if (batch.hours.push(one) < batchRows) continue;
    await store.append(batch);
    batch = emptyBatch();
  }
  const progress = { from: window.from, until: window.to, valued: true, importedAt: 0 };
  batch.states = [...subjects].map((subject) => progressState(subject, progress));
  await store.append(batch);
  return rows;
}

/** An hour of a service of which every minute was measured. */
export const hourOf = (service: string, at: EpochMs, valid: number, bad: number): HourRollUp => ({
  ...{ subject: `component:${service}`, at, measured: wholeHourMask, good: valid - bad, valid },
  ...{ userUpSeconds: 0, userDownSeconds: 0, deliveredMinor: 0, expectedMinor: 0, currency: null },
});

/** Hours of counted series, the oldest day of all services first, as they are counted in life. */
export function* hoursOf(series: readonly CountedSeries[], window: Interval): Generator<HourRollUp> {
  for (let from = window.from; from < window.to; from += day) {
    for (let nth = 0; nth < series.length; nth += 2) {
      const [valid, bad] = [series[nth]!, series[nth + 1]!];
      for (let at = Math.max(from, valid.begin); at < Math.min(window.to, from + day); at += hour) {
        yield hourOf(valid.service, at, sumOf(valid, at, at + hour), sumOf(bad, at, at + hour));
      }
    }
  }
}

export interface FilledWaga {
  waga: WagaProcess;
  data: string;
  /** The body of a good answer, as text. */
  get(path: string): Promise<string>;
  post(path: string, headers: Record<string, string>, body: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on a folder of its own that `fill` has written, with this catalogue. To be held by `await using`. */
export async function filledWaga(
  catalogue: string,
  fill: (store: Measurements) => Promise<unknown>,
): Promise<FilledWaga> {
  const { folder, data, remove } = serverFolder();
  try {
    const store = await openMeasurements({ directory: data, maxQueuedRows: 5_000_000 });
    await fill(store);
    await store.close();
    const waga = await startWaga(data, join(folder, 'waga.yaml'));
    try {
      await waga.ask('PUT', '/api/v1/catalog', { files: [{ path: 'catalogue.yaml', text: catalogue }] });
    } catch (error) {
      await waga.stop();
      throw error;
    }
    const headers = { authorization: `Bearer ${readFileSync(join(data, 'machine-token'), 'utf8').trim()}` };
    return {
      waga,
      data,
      get: (path) => send(waga.url + path, headers),
      post: (path, more, body) => send(waga.url + path, { ...headers, ...more }, body),
      async [Symbol.asyncDispose]() {
        await waga.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
