import { afterEach, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../../benchmarks/accuracy/world.ts';
import { day, type EpochMs, hour, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { blankOutage } from '../../outages/new-outage.ts';
import type { Outage } from '../../outages/outage.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { observedQueries } from '../queries/observed.ts';
import { type ObserveJob, observeJob } from './observe.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  level: critical
  timeZone: UTC
  steps: [started, completed]
  kpi: completed
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: api}, {component: recommender, mode: soft, share: "0.06"}]
---
apiVersion: waga/v1
kind: Process
metadata: {name: search}
spec: {steps: [done], kpi: done, timeZone: UTC, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: idle}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {dependsOn: [{component: db}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: db}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: recommender}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: idle}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, components: [api, recommender]}
${['api', 'recommender']
  .map(
    (name) => `---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_${name}_availability}
spec:
  class: technical
  component: ${name}
  type: availability
  source: otlp
  metric: http.server.request.duration
  bad: {http.response.status_code: "5*"}
  objective: {atLeast: "0.99", overMinutes: 5, floor: 20}
`,
  )
  .join('')}`;

function catalogOf(version: number): Catalog {
  const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { version, appliedAt: 0, documents };
}

const days = 35;
/** The api takes nine tenths, the recommender (declared 6 %) takes half. */
const outages = [
  ...[8, 14, 20, 26].map((d) => ({ component: 'api', fromMinute: d * 1_440 + 700, minutes: 20, share: 0.9 })),
  ...[6, 17, 23].map((d) => ({ component: 'recommender', fromMinute: d * 1_440 + 900, minutes: 30, share: 0.5 })),
];
const world = makeWorld({ seed: 3, days, rate: 150, dispersion: 1.5, outages });
const now = world.from + days * day;
const at = (fromMinute: number): EpochMs => world.from + fromMinute * minute;

/** Alarms see four minutes late and forget four minutes late. */
const alarms: Alarm[] = outages.map(({ component, fromMinute, minutes }) => {
  const measure = `technical_service_${component}_availability`;
  const startedAt = toRfc3339(at(fromMinute + 4));
  return {
    id: `${measure}@${startedAt}`,
    component,
    measure,
    startedAt,
    endedAt: toRfc3339(at(fromMinute + minutes + 4)),
  };
});

/** What the graph says. */
const derived = (component: string): number => (component === 'api' ? 0.9 : 0.06);

let job: ObserveJob;
afterEach(() => job.stop());

function setUp(broken = () => false, ledger: Outage[] = []) {
  const asked = { business: [] as string[], indicators: 0 };
  let catalog = catalogOf(1);
  const observed = observedQueries({ catalog: () => catalog });
  const lengthOf = ({ from, to }: Interval): number => Math.round((to - from) / minute);
  job = observeJob({
    catalog: () => catalog,
    observed,
    objectives: { alarms: async () => alarms },
    outages: { list: async () => ledger },
    signals: {
      async businessMinutes({ process, ...period }) {
        if (broken()) throw new Error('the store is away');
        asked.business.push(process);
        const counts = new Float64Array(lengthOf(period)).fill(Number.NaN);
        counts.set(world.counts, (world.from - period.from) / minute);
        return { from: period.from, counts };
      },
      async indicatorMinutes({ measure, ...period }) {
        asked.indicators++;
        const valid = new Float64Array(lengthOf(period)).fill(100);
        const good = valid.slice();
        for (const { component, fromMinute, minutes } of outages) {
          if (!measure.includes(component)) continue;
          for (let i = 0; i < minutes; i++) good[(at(fromMinute + i) - period.from) / minute] = 5;
        }
        return { from: period.from, good: good.subarray(0, valid.length), valid, notes: [] };
      },
    },
  });
  async function ticks(n: number, from = now): Promise<void> {
    for (let i = 0; i < n; i++) {
      await job.run(from + i * 10_000);
      await job.settled();
    }
  }
  return { asked, observed, ticks, change: () => (catalog = catalogOf(2)) };
}

describe('the round of what was observed', () => {
  it('finds in some ticks what each process lost, beside what is declared', async () => {
    const { observed, ticks } = setUp();
    expect(observed.couplings()).toEqual([]);
    await ticks(6);
    const couplings = new Map(observed.couplings(derived).map((one) => [`${one.process} ${one.component}`, one]));
    expect([...couplings.keys()]).toEqual(['payment api', 'payment db', 'payment recommender', 'search idle']);
    // refined: from when requests failed, not from when the alarm saw it
    const api = couplings.get('payment api')!;
    expect(api).toMatchObject({ incidents: 4, minutes: 80, derivedShare: 0.9, differs: false });
    expect(api.failedShare).toBeCloseTo(0.95, 10);
    expect(api.lostShare!.value).toBeCloseTo(0.9, 1);
    expect(couplings.get('payment db')).toMatchObject({ incidents: 0, lostShare: null });
    expect(couplings.get('search idle')!.note).toMatch(/not out/);
    expect(observed.levels()).toEqual([
      { component: 'api', level: 'critical', process: 'payment' },
      { component: 'recommender', level: 'critical', process: 'payment' },
    ]);
    expect(observed.findings(derived).map(({ id }) => id)).toEqual(['observed_differs:payment:recommender']);
  });

  it('measures how often components were out, and for how long at a time', async () => {
    const { observed, ticks } = setUp();
    await ticks(6);
    expect(observed.measured()).toMatchObject([
      { component: 'api', from: 'requests', incidents: 4 },
      { component: 'recommender', from: 'requests', incidents: 3 },
    ]);
    const [api] = observed.measured();
    expect(api!.unavailability).toBeCloseTo((80 * 0.95) / (30 * 1_440), 6);
    expect(observed.outageMinutes()).toEqual(
      new Map([
        ['api', [20, 20, 20, 20]],
        ['recommender', [30, 30, 30]],
      ]),
    );
  });

  it('takes what people confirmed in the ledger in the place of the alarm, once', async () => {
    const from = at(outages[0]!.fromMinute);
    const confirmed = (component: string, kind: Outage['kind'], begin: number, length: number): Outage => ({
      ...{ ...blankOutage, id: `${component}-${begin}`, subject: { kind: 'component', name: component }, kind },
      ...{ state: 'confirmed', share: '0.5', detected: { from: begin, to: begin + length * minute }, dueAt: 0 },
    });
    const { observed, ticks } = setUp(undefined, [
      confirmed('api', 'unplanned', from, 15),
      confirmed('db', 'planned', at(3_000), 40),
      confirmed('db', 'false-positive', at(9_000), 40),
      { ...confirmed('db', 'unplanned', at(12_000), 40), state: 'draft' },
    ]);
    await ticks(6);
    expect(observed.outageMinutes()).toEqual(
      new Map([
        ['api', [15, 20, 20, 20]],
        ['db', [40]],
        ['recommender', [30, 30, 30]],
      ]),
    );
    expect(observed.outages()).toContainEqual({
      ...{ component: 'api', kind: 'down', failed: 0.5, from, to: from + 15 * minute },
    });
  });

  it('goes round once an hour, and does not repeat what has not changed', async () => {
    const { asked, ticks, change } = setUp();
    await ticks(6);
    const first = { ...asked };
    expect(asked.business).toEqual(['payment']);
    await ticks(3, now + 10 * minute);
    expect(asked).toEqual(first);
    await ticks(6, now + hour);
    expect(asked.business).toEqual(['payment']);
    // seven alarms known, two components measured anew
    expect(asked.indicators).toBe(first.indicators + 2);
    change();
    await ticks(6, now + hour + minute);
    expect(asked.indicators).toBe(first.indicators + 4);
    await ticks(6, now + 2 * day);
    expect(asked.business).toEqual(['payment', 'payment']);
  });

  it('reports what failed by the next run, and goes on with the rest', async () => {
    let away = true;
    const { observed, ticks } = setUp(() => away);
    await job.run(now);
    await job.run(now + 10_000);
    await job.settled();
    await expect(job.run(now + 20_000)).rejects.toThrow('the store is away');
    await ticks(4, now + minute);
    expect(observed.measured()).toHaveLength(2);
    expect(observed.couplings().map(({ process }) => process)).toEqual(['search']);
    away = false;
    await ticks(6, now + hour + minute);
    expect(observed.couplings()).toHaveLength(4);
  });

  it('ends with what is under way', async () => {
    const { observed } = setUp();
    await job.run(now);
    await job.run(now + 10_000);
    await job.stop();
    expect(observed.couplings()).toEqual([]);
  });
});
