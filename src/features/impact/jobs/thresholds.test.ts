import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeThresholdWorld } from '../../../../benchmarks/accuracy/threshold-world.ts';
import { day, hour, type Interval, minute } from '../../../maths/instants.ts';
import { openRecords, type Records } from '../../../stores/records/open.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { thresholdQueries } from '../queries/thresholds.ts';
import { type ThresholdJob, thresholdJob } from './thresholds.ts';

const days = 42;
const world = makeThresholdWorld({ seed: 5, days, rate: 200, dispersion: 1.5, linked: true, load: 'same' });
const now = world.from + days * day;
const requests = 1_000;
/** A tenth of the requests is slow at the knee of the world, none at its usual reading, and more beyond. */
const slow = world.readings.map((ms) =>
  Math.min(requests, Math.round((requests / 4) * Math.max(0, ms / world.knee - 0.6))),
);
const knee = 10;

function catalogOf(version: number, goodUnder = '300ms'): Catalog {
  const document = (kind: string, name: string, spec: object) =>
    ({ kind, metadata: { name }, spec }) as unknown as Catalog['documents'][number];
  const measure = (component: string) => ({ component, type: 'latency', goodUnder, objective: { atLeast: '0.9' } });
  const process = { kpi: 'done', timeZone: 'Europe/Warsaw', product: 'pay', dependsOn: [{ component: 'api' }] };
  return {
    version,
    appliedAt: 0,
    documents: [
      document('Component', 'api', { dependsOn: [{ component: 'db' }] }),
      document('Component', 'db', { dependsOn: [] }),
      document('Measure', 'api_latency', measure('api')),
      document('Measure', 'db_latency', measure('db')),
      document('Process', 'payment', process),
    ],
  };
}

let folder: string;
let records: Records;
let job: ThresholdJob;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-thresholds-'));
  records = await openRecords({ file: join(folder, 'records.db') });
});
afterEach(async () => {
  await job.stop();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The api's slow answers cost the payment its orders; the database is never slow. */
function setUp({ broken = (): boolean => false } = {}) {
  let catalog = catalogOf(1);
  const asked: string[] = [];
  const at = (period: Interval, of: (i: number) => number): Float64Array =>
    Float64Array.from({ length: (period.to - period.from) / minute }, (_, i) => {
      const index = (period.from - world.from) / minute + i;
      return index < 0 || index >= slow.length ? Number.NaN : of(index);
    });
  const queries = () => thresholdQueries({ records: records.db, catalog: () => catalog });
  const thresholds = queries();
  job = thresholdJob({
    records: records.db,
    catalog: () => catalog,
    thresholds,
    impact: { eventValue: () => ({ kind: 'perEvent', minor: 15_000, currency: 'PLN' }) },
    signals: {
      async businessMinutes({ from, to }) {
        if (broken()) throw new Error('the store is away');
        return { from, counts: at({ from, to }, (i) => world.counts[i]!) };
      },
      async indicatorMinutes({ measure, from, to }) {
        asked.push(measure);
        const bad = (i: number): number => (measure === 'api_latency' ? slow[i]! : 0);
        return { from, good: at({ from, to }, (i) => requests - bad(i)), valid: at({ from, to }, () => requests) };
      },
    },
  });
  return { thresholds, queries, asked, change: (to: Catalog) => (catalog = to) };
}

async function runAt(at: number): Promise<void> {
  await job.run(at);
  await job.settled();
}

describe('what technical measures cost', () => {
  it('is worked out one pair at a time, once a day, and survives a restart', async () => {
    const { thresholds, queries, asked } = setUp();
    const states = async (of = thresholds) => (await of.thresholds('payment', 'all')).pairs.map((one) => one.state);
    expect(await states()).toEqual(['waiting', 'waiting']);
    await runAt(now);
    await runAt(now + 10_000);
    expect(asked).toEqual(['api_latency']);
    await runAt(now + minute);
    await runAt(now + 2 * minute);
    expect(asked).toEqual(['api_latency', 'db_latency']);
    expect(await states()).toEqual(['link', 'too_little']);
    const [linked, idle] = (await queries().thresholds('payment', 'all')).pairs;
    expect(Math.abs(linked!.knee!.value / knee - 1)).toBeLessThan(0.15);
    expect(linked!.knee!.low).toBeLessThanOrEqual(knee);
    expect(linked!.knee!.high).toBeGreaterThanOrEqual(knee);
    expect(linked!.knee!.unit).toBe('%');
    expect(linked!.lossPerHour.at(-1)!.loss.unit).toBe('PLN-minor/h');
    expect(linked!.curve.length).toBeGreaterThan(10);
    expect(idle!.notes[0]).toContain('High in only 0 min');
    await runAt(now + 2 * hour);
    expect(asked.slice(2)).toEqual(['db_latency']);
    await runAt(now + day);
    expect(asked.slice(3)).toEqual(['api_latency']);
  });

  it('is looked for again soon while history may still be coming, then every hour', async () => {
    const { asked, change } = setUp();
    await runAt(now);
    await runAt(now + minute);
    await runAt(now + 5 * minute);
    expect(asked.slice(2)).toEqual([]);
    await runAt(now + 6 * minute);
    expect(asked.slice(2)).toEqual(['db_latency']);
    await runAt(now + hour);
    expect(asked.slice(3)).toEqual([]);
    await runAt(now + hour + 6 * minute);
    expect(asked.slice(3)).toEqual(['db_latency']);
    change(catalogOf(2));
    await runAt(now + hour + 7 * minute);
    expect(asked.slice(4)).toEqual([]);
    await runAt(now + hour + 11 * minute);
    expect(asked.slice(4)).toEqual(['db_latency']);
  });

  it('shows no money to who may not see it', async () => {
    const { thresholds } = setUp();
    await runAt(now);
    const { pairs, moneyHidden } = await thresholds.thresholds('payment', ['other']);
    expect(moneyHidden).toBe(true);
    expect(pairs[0]).toMatchObject({ state: 'link', lossPerHour: [] });
    expect((await thresholds.thresholds('payment', ['pay'])).moneyHidden).toBe(false);
    await expect(thresholds.thresholds('paymnt', 'all')).rejects.toThrow('payment');
  });

  it('is worked out anew where a measure means something else, and forgotten where it is gone', async () => {
    const { thresholds, asked, change } = setUp();
    await runAt(now);
    await runAt(now + minute);
    change(catalogOf(2, '500ms'));
    await runAt(now + 2 * minute);
    expect(asked).toEqual(['api_latency', 'db_latency', 'api_latency']);
    const fewer = catalogOf(3, '500ms');
    change({ ...fewer, documents: fewer.documents.filter(({ metadata }) => metadata.name !== 'db_latency') });
    await runAt(now + 3 * minute);
    const rows = await records.db
      .selectFrom('settings')
      .select('name')
      .where('name', 'like', 'impact.threshold:%')
      .execute();
    expect(rows).toEqual([{ name: 'impact.threshold:payment:api_latency' }]);
    expect((await thresholds.thresholds('payment', 'all')).pairs).toHaveLength(1);
  });

  it('that could not be read is reported by the next run and left alone for an hour', async () => {
    let away = true;
    const { thresholds, asked } = setUp({ broken: () => away });
    await runAt(now);
    await expect(runAt(now + minute)).rejects.toThrow('the store is away');
    expect(asked).toEqual(['api_latency', 'db_latency']);
    away = false;
    await runAt(now + 30 * minute);
    expect(asked).toHaveLength(2);
    await runAt(now + 2 * hour);
    expect((await thresholds.thresholds('payment', 'all')).pairs[0]!.state).toBe('link');
  });

  it('ends with what is under way', async () => {
    const { thresholds } = setUp();
    await job.run(now);
    await job.stop();
    expect((await thresholds.thresholds('payment', 'all')).pairs[0]!.state).toBe('waiting');
  });
});
