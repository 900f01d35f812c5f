import { afterEach, expect, it } from 'vitest';
import { bucketStart, hour, minute } from '../../src/maths/instants.ts';
import { describeWith } from '../needs.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';
import { openPuller, type Puller } from './puller.ts';
import { startTarget, type Target } from './target.ts';

const catalogFor = (url: string, more = ''): string => `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [started, completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Component
metadata: {name: shop}
spec: {type: service}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prometheus}
spec:
  type: prometheus
  url: ${url}
  processes: [payment]
  # the target's minutes pass 75 times as fast as those of the machine, which may be busy
  delay: 2m
  queries:
    - query: http_requests_total{job="shop"}
    - query: '{__name__=~"http_requests_total|request_duration_seconds_bucket",job="shop"}'
    - {query: 'orders_total{job="shop"}', process: payment, step: completed}
    - {query: 'baskets{job="shop"}', process: payment, step: started}
${more}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_shop_availability}
spec:
  class: technical
  component: shop
  type: availability
  source: prometheus
  metric: http_requests_total
  where: {job: shop}
  bad: {code: ["5*"]}
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
  metric: request_duration_seconds
  where: {job: shop}
  goodUnder: 300ms
  objective: {atLeast: "0.99"}
`;

const series = {
  good: 'http_requests_total{code="200"}',
  bad: 'http_requests_total{code="500"}',
  fast: 'request_duration_seconds_bucket{le="0.3"}',
  all: 'request_duration_seconds_bucket{le="+Inf"}',
  orders: 'orders_total{shop="pl"}',
  foreign: 'orders_total{shop="cz"}',
} as const;

/** Uneven and different for each scrape; errors begin only after a while, so that their series appears late. */
function traffic(target: Target): () => void {
  let nth = 0;
  return () => {
    nth += 1;
    const fast = (nth * 7) % 31;
    target.add(series.good, 3 + ((nth * 13) % 17));
    if (nth > 40 && nth % 3 === 0) target.add(series.bad, nth % 5);
    target.add(series.fast, fast);
    target.add(series.all, fast + (nth % 4));
    target.add(series.orders, nth % 6);
    if (nth > 25) target.add(series.foreign, nth % 2);
  };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function world(): Promise<{ target: Target; prometheus: Prometheus; puller: Puller; from: number }> {
  // Prometheus takes no sample that is an hour older than its newest one
  const from = bucketStart(Date.now() - 50 * minute, minute);
  const target = await startTarget(from);
  closing.push(target.close);
  for (const one of [series.good, series.fast, series.all, series.orders]) target.add(one, 0);
  const prometheus = await startPrometheus(target.address);
  closing.push(prometheus.close);
  const puller = await openPuller({ catalog: catalogFor(prometheus.url), timeoutMs: 2_000 });
  closing.push(() => current(puller).close());
  return { target, prometheus, puller, from };
}

let latest: Puller | null = null;
const current = (first: Puller): Puller => latest ?? first;

/** Ticks as often as scrapes come, until so many more have come. */
async function run(target: Target, puller: Puller, scrapes: number): Promise<void> {
  const until = target.scrapes() + scrapes;
  while (target.scrapes() < until) {
    const before = target.scrapes();
    await puller.tick(target.clock());
    await expect.poll(() => target.scrapes(), { timeout: 10_000, interval: 20 }).toBeGreaterThan(before);
  }
}

/** Counts nothing more and reads up to the end. */
async function settle(target: Target, puller: Puller): Promise<number> {
  target.onScrape(() => undefined);
  const end = bucketStart(target.clock(), minute) + minute;
  while (target.clock() < end + 4 * minute) await run(target, puller, 1);
  await puller.tick(target.clock());
  return end;
}

interface Minutes {
  from: number;
  counts: Float64Array;
}
const sum = (values: Float64Array): number => values.reduce((all, one) => all + (Number.isNaN(one) ? 0 : one), 0);

/** Every measured minute holds what the target counted in it; the number of unknown ones is told. */
function compare({ from, counts }: Minutes, told: Map<number, number>[]): number {
  let unknown = 0;
  counts.forEach((n, index) => {
    const at = from + index * minute;
    if (Number.isNaN(n)) unknown += 1;
    else expect(n, new Date(at).toISOString()).toBe(told.reduce((all, one) => all + (one.get(at) ?? 0), 0));
  });
  return unknown;
}

/** All that was stored, whether its minute is measured or not. */
async function stored(puller: Puller, name: string, labels: Record<string, string> = {}): Promise<number> {
  const found = await puller.measurements.ask({ ask: 'series', source: 'prometheus', name });
  const ids = found
    .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
    .map(({ id }) => id);
  const { n } = await puller.measurements.ask({
    ask: 'counts',
    series: ids,
    step: minute,
    from: 0,
    to: Date.now() + hour,
  });
  return n.reduce((all, one) => all + one, 0);
}

describeWith('prometheus', 'a source that asks Prometheus', () => {
  it('counts what the target counted, to the unit and the minute, through a restart of Waga', async () => {
    latest = null;
    const { target, puller, from } = await world();
    await run(target, puller, 4);
    target.onScrape(traffic(target));
    await run(target, puller, 22);
    latest = await puller.restart();
    await run(target, latest, 30);
    const until = await settle(target, latest);
    const window = { from, to: until };
    const { signals } = latest;

    expect(await stored(latest, 'http_requests_total')).toBe(target.total(series.good) + target.total(series.bad));
    expect(target.total(series.bad)).toBeGreaterThan(0);
    const availability = await signals.indicatorMinutes({ measure: 'technical_service_shop_availability', ...window });
    expect(availability.notes).toEqual([]);
    const all = { from: availability.from, counts: availability.valid };
    // of the first minute only a part was seen, so it stays unknown; everything else is measured
    expect(compare(all, [target.counted(series.good), target.counted(series.bad)])).toBe(1);
    compare({ from: availability.from, counts: availability.good }, [target.counted(series.good)]);
    const latency = await signals.indicatorMinutes({ measure: 'technical_service_shop_latency', ...window });
    expect(latency.notes).toEqual([]);
    compare({ from: latency.from, counts: latency.valid }, [target.counted(series.all)]);
    compare({ from: latency.from, counts: latency.good }, [target.counted(series.fast)]);
    expect(sum(latency.valid)).toBe(target.total(series.all));

    const orders = await signals.businessMinutes({ process: 'payment', step: 'completed', ...window });
    expect(compare(orders, [target.counted(series.orders), target.counted(series.foreign)])).toBe(1);
    expect(sum(orders.counts)).toBe(target.total(series.orders) + target.total(series.foreign));
    expect(await signals.sources(target.clock())).toContainEqual(
      expect.objectContaining({ name: 'prometheus', state: 'alive', refused: 0, pull: { failures: 0, problem: null } }),
    );
  });

  it('loses nothing over a pause of Prometheus, a restart of the target and a long absence of its own', async () => {
    latest = null;
    const { target, prometheus, puller, from } = await world();
    await run(target, puller, 4);
    target.onScrape(traffic(target));
    await run(target, puller, 12);

    prometheus.pause();
    target.sleep(6 * minute);
    target.add(series.good, 1_000);
    await puller.tick(target.clock());
    const [status] = await puller.signals.sources(target.clock());
    expect(status).toMatchObject({ state: 'silent', pull: { failures: 1, problem: { code: 'outbound_failed' } } });
    expect(status?.pull?.problem?.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+ did not answer in time\.$/);
    prometheus.resume();
    await run(target, puller, 12);
    target.restart();
    await run(target, puller, 8);

    // Waga is away for eight minutes and more
    const before = target.scrapes();
    await expect.poll(() => target.scrapes(), { timeout: 30_000 }).toBeGreaterThan(before + 34);
    latest = await puller.restart();
    const until = await settle(target, latest);

    expect(await stored(latest, 'http_requests_total')).toBe(target.total(series.good) + target.total(series.bad));
    const minutes = await latest.signals.indicatorMinutes({
      measure: 'technical_service_shop_availability',
      from,
      to: until,
    });
    const unknown = compare({ from: minutes.from, counts: minutes.valid }, [
      target.counted(series.good),
      target.counted(series.bad),
    ]);
    // the first, and those of the pause with the two at its ends
    expect(unknown).toBeGreaterThanOrEqual(6);
    expect(unknown).toBeLessThanOrEqual(9);
    const [after] = await latest.signals.sources(target.clock());
    expect(after).toMatchObject({ state: 'alive', pull: { problem: null } });
  });

  it('begins anew with other queries, and says where it could not ask', async () => {
    latest = null;
    const { target, prometheus, puller, from } = await world();
    await run(target, puller, 4);
    target.onScrape(traffic(target));
    await run(target, puller, 10);
    puller.setCatalog(catalogFor(prometheus.url, '    - query: other_total'));
    await run(target, puller, 10);
    const until = await settle(target, puller);
    const { valid, from: first } = await puller.signals.indicatorMinutes({
      measure: 'technical_service_shop_availability',
      from,
      to: until,
    });
    expect(compare({ from: first, counts: valid }, [target.counted(series.good), target.counted(series.bad)])).toBe(2);

    puller.setCatalog(catalogFor(prometheus.url.replace('127.0.0.1', '127.0.0.2')));
    await run(target, puller, 12);
    const [status] = await puller.signals.sources(target.clock());
    expect(status?.pull?.problem).toMatchObject({
      code: 'outbound_refused',
      message: expect.stringMatching(/not public \(loopback\).*outbound\.allow/),
    });
  });
});
