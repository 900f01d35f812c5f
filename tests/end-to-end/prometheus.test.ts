import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EpochMs, minute } from '../../src/maths/instants.ts';
import { describeWith } from '../needs.ts';
import { openApp, type TestApp } from '../signals/app.ts';
import { type CountingTarget, startTarget } from './counting-target.ts';
import { freePort, startWriting, type WritingPrometheus } from './prometheus.ts';
import { type Served, serve } from './served.ts';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const pushBackSeconds = process.env.WAGA_LONG === '1' ? 120 : 20;

const catalogue = `apiVersion: waga/v1
kind: Component
metadata: {name: shop}
spec: {type: service}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prometheus}
spec: {type: remote-write}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_shop_availability}
spec:
  class: technical
  component: shop
  type: availability
  source: prometheus
  metric: shop_requests_total
  where: {job: shop}
  bad: {code: "5*"}
  objective: {atLeast: "0.99"}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_shop_latency}
spec:
  class: technical
  component: shop
  type: latency
  source: prometheus
  metric: shop_request_duration_seconds
  where: {job: shop}
  goodUnder: 300ms
  objective: {atLeast: "0.99"}
`;

/** What Waga holds of a counter, per minute, over all of its series. */
async function stored(app: TestApp, name: string): Promise<Map<EpochMs, number>> {
  const series = await app.measurements.ask({ ask: 'series', source: 'prometheus', name, kind: 'counts' });
  const window = { step: minute, from: 0, to: Date.now() + minute };
  const { at, n } = await app.measurements.ask({ ask: 'counts', series: series.map(({ id }) => id), ...window });
  const minutes = new Map<EpochMs, number>();
  for (const [row, start] of at.entries()) minutes.set(start, (minutes.get(start) ?? 0) + n[row]!);
  return minutes;
}
const sorted = (minutes: Map<EpochMs, number>) => [...minutes].sort(([a], [b]) => a - b);
const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

describeWith('prometheus', 'a Prometheus that writes as it does out of the box', () => {
  let folder: string;
  let data: string;
  let port: number;
  let server: Served;
  let prometheus: WritingPrometheus;
  let targets: CountingTarget[];
  let working: NodeJS.Timeout;

  const waga = (...words: string[]) =>
    promisify(execFile)(process.execPath, [command, ...words, '--server', server.url, '--data', data]);
  const start = async (): Promise<Served> => serve(data, ['--port', String(port)]);
  /** How large files of the server may grow; at 0 every write fails as on a full disk. */
  const mostFileBytes = (limit: string) =>
    execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${limit}:unlimited`]);
  const pending = () => prometheus.figure('prometheus_remote_storage_samples_pending');
  const scraped = async (): Promise<void> => {
    const before = targets.map(({ scrapes }) => scrapes);
    await expect
      .poll(() => targets.every(({ scrapes }, i) => scrapes >= before[i]! + 2), { timeout: 30_000 })
      .toBe(true);
  };
  /** Until Prometheus has nothing left to send. */
  const caughtUp = async (): Promise<void> => {
    await scraped();
    const lag = async (): Promise<number> => {
      const seen = await prometheus.figure('prometheus_remote_storage_highest_timestamp_in_seconds');
      const sent = await prometheus.figure('prometheus_remote_storage_queue_highest_sent_timestamp_seconds');
      return sent === 0 ? Infinity : seen - sent;
    };
    await expect.poll(lag, { timeout: 90_000, interval: 500 }).toBeLessThan(8);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-prometheus-'));
    data = join(folder, 'waga-data');
    port = await freePort();
    server = await start();
    writeFileSync(join(folder, 'catalogue.yaml'), catalogue);
    await waga('apply', join(folder, 'catalogue.yaml'));
    const { stdout } = await waga('token', 'create', 'prometheus', '--scope', 'ingest', '--source', 'prometheus');
    targets = [await startTarget(1), await startTarget(2)];
    const to = { url: server.url, token: stdout.trim() };
    prometheus = await startWriting(
      folder,
      targets.map(({ address }) => address),
      to,
    );
  });
  afterAll(async () => {
    clearInterval(working);
    await prometheus?.stop();
    await server?.stop();
    await Promise.all((targets ?? []).map((target) => target.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    `loses nothing when Waga pushes back for ${pushBackSeconds} s, is killed and is restarted`,
    async () => {
      await scraped();
      const firstMinuteEnds = (Math.floor(Date.now() / minute) + 1) * minute;
      working = setInterval(() => {
        for (const target of targets) target.work();
      }, 50);
      await wait(8_000);

      mostFileBytes('0');
      await wait((pushBackSeconds * 1_000) / 2);
      targets[1]!.restartAtNextScrape();
      await wait((pushBackSeconds * 1_000) / 2);
      const refused = await prometheus.figure('prometheus_remote_storage_samples_retried_total');
      expect(refused).toBeGreaterThan(0);
      expect(await pending()).toBeGreaterThan(0);
      mostFileBytes('unlimited');
      await caughtUp();

      const killed = once(server.process, 'exit');
      server.process.kill('SIGKILL');
      await killed;
      await wait(5_000);
      targets[0]!.restartAtNextScrape();
      server = await start();
      await caughtUp();

      await server.stop();
      server = await start();
      await wait(3_000);
      // Only a minute that is over is measured, so the run reaches into the second one.
      await wait(Math.max(0, firstMinuteEnds + 30_000 - Date.now()));
      clearInterval(working);
      await caughtUp();
      // What was scraped last is waiting for up to five seconds to be sent together with more.
      await wait(6_000);

      const dropped = ['dropped', 'failed'].map((what) => `prometheus_remote_storage_samples_${what}_total`);
      for (const name of dropped) expect(await prometheus.figure(name), name).toBe(0);
      const truth = {
        requests: await prometheus.increments('shop_requests_total'),
        all: await prometheus.increments('shop_request_duration_seconds_bucket{le="+Inf"}'),
      };
      const samples = await prometheus.figure('prometheus_remote_storage_samples_total');
      const retried = await prometheus.figure('prometheus_remote_storage_samples_retried_total');
      await prometheus.stop();
      await server.stop();

      const app = await openApp({ folder: data, catalog: catalogue, clock: { now: Date.now() } });
      try {
        const counted = (code: '200' | '500') => sum(targets.map(({ truth: { requests } }) => requests[code]));
        const requests = await stored(app, 'shop_requests_total');
        expect(sum(requests.values())).toBe(counted('200') + counted('500'));
        expect(sorted(requests)).toEqual(sorted(truth.requests));
        expect(sum((await stored(app, 'shop_request_duration_seconds_count')).values())).toBe(sum(requests.values()));
        const seen = (await app.signals.sources(Date.now())).find(({ name }) => name === 'prometheus')!;
        console.log(
          `sent ${samples} samples (${retried} more than once): kept ${seen.accepted}, seen twice ${seen.duplicate}, ` +
            `refused ${seen.refused}; requests counted ${sum(requests.values())} of ${counted('200') + counted('500')}`,
        );
        expect(seen.refused).toBe(0);

        const window = { from: Math.min(...requests.keys()), to: Math.max(...requests.keys()) + 5 * minute };
        const read = (kind: string) =>
          app.signals.indicatorMinutes({ measure: `technical_service_shop_${kind}`, ...window });
        const measured = (minutes: Float64Array) => [...minutes].filter((n) => !Number.isNaN(n));
        const availability = await read('availability');
        const latency = await read('latency');
        expect(measured(availability.valid).length).toBeGreaterThan(0);
        // The last minute is not over, so what is measured is compared minute by minute.
        for (const [i, valid] of availability.valid.entries()) {
          if (Number.isNaN(valid)) continue;
          expect(valid).toBe(truth.requests.get(window.from + i * minute) ?? 0);
          expect(latency.valid[i]).toBe(truth.all.get(window.from + i * minute) ?? 0);
          // A minute that is hardly begun has too few requests to be a share of anything.
          if (valid < 50) continue;
          expect(availability.good[i]! / valid).toBeGreaterThan(0.8);
          expect(latency.good[i]! / valid).toBeLessThan(0.5);
        }
        expect(latency.notes).toEqual([]);
        const good = await stored(app, 'shop_request_duration_seconds_bucket');
        expect(sum(good.values())).toBeGreaterThan(sum(targets.map(({ truth: { underThreshold } }) => underThreshold)));
      } finally {
        await app.close();
      }
    },
    (120 + 3 * pushBackSeconds) * 1_000,
  );
});
