/**
 * `node benchmarks/speed/incidents.ts [processes]`: how long a tick takes in which every process drops at once: classed, routed and
 * written with its message and deliveries into SQLite (on disk, synchronous=FULL), beside the time that the same rows take
 * written plainly, in one transaction, in the same run. Then a tick in which nothing is new.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import type { Drop, ProcessImpact } from '../../src/features/impact/contract.ts';
import type { DropRecord } from '../../src/features/impact/drop-record.ts';
import { impactQueries } from '../../src/features/impact/queries.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { incidentJobs } from '../../src/features/unavailability/jobs.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import type { Estimate } from '../../src/maths/estimate.ts';
import { day, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { openRecords } from '../../src/stores/records/open.ts';

const processes = Number(process.argv[2] ?? 500);
const rounds = 5;
const now = Date.parse('2026-11-18T11:00:00Z');
const onset = now - 3 * minute;
const names = Array.from({ length: processes }, (_, nth) => `process-${nth}`);
const levels = ['critical', 'important', 'standard', 'supporting'] as const;

const text = [
  ...names.map(
    (name, nth) =>
      `apiVersion: waga/v1\nkind: Process\nmetadata: {name: ${name}}\nspec: {level: ${levels[nth % 4]}, timeZone: Europe/Warsaw, steps: [completed], kpi: completed, value: {perEvent: "10.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: gateway}]}`,
  ),
  'apiVersion: waga/v1\nkind: Component\nmetadata: {name: gateway}\nspec: {}',
  'apiVersion: waga/v1\nkind: Channel\nmetadata: {name: duty}\nspec: {type: pagerduty, routingKey: key}',
  `apiVersion: waga/v1\nkind: Rotation\nmetadata: {name: all}\nspec: {timeZone: Europe/Warsaw, covers: {processes: [${names.join(', ')}]}, layers: [{name: week, people: ["user:anna"], since: "2026-01-05T09:00", turn: 1w}], channels: [duty]}`,
].join('\n---\n');
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...dutyKinds, ...notificationKinds]);
const problem = read.findings.find(({ severity }) => severity === 'error');
if (problem) throw new Error(problem.message);
const catalog = { version: 1, appliedAt: 0, documents: read.documents };

const estimate = (value: number, unit: string): Estimate => ({
  ...{
    value,
    unit,
    low: 0.9 * value,
    high: 1.1 * value,
    level: 0.9,
    method: 'benchmark',
    basis: {},
    grade: 'observed',
  },
  ...{ version: 'benchmark-1', completeness: 1 },
});
const drops = names.map((name, nth): Drop => {
  const share = 0.25 + 0.5 * (nth / processes);
  return {
    ...{ id: `${name}-20261118T1059`, process: name, onset: toRfc3339(onset), detectedAt: toRfc3339(now - minute) },
    ...{
      endedAt: null,
      class: share < 0.4 ? 'P2' : 'P1',
      level: levels[nth % 4]!,
      impactShare: estimate(share, 'share'),
    },
    ...{ lost: estimate(100 * share, 'events'), money: estimate(100_000 * share, 'PLN-minor') },
  };
});
const presentDrops = drops.map(
  (drop): DropRecord => ({
    ...{ id: drop.id, process: drop.process, onset, detectedAt: now - minute, levelUntil: onset, endedAt: null },
    ...{ class: drop.class, impactShare: drop.impactShare, lost: drop.lost, money: drop.money },
  }),
);
const pastDrops = presentDrops.map((drop): DropRecord => {
  const at = onset - 30 * day;
  return { ...drop, id: `${drop.id}-before`, onset: at, detectedAt: at + minute, endedAt: at + 10 * minute };
});
const impacts = drops.map(
  (drop): ProcessImpact => ({
    ...{ process: drop.process, asOf: toRfc3339(now), state: 'losing', notes: [], step: 'completed', drop },
    window: { from: toRfc3339(onset), to: toRfc3339(now), minutes: 3, fromOnset: true },
    ...{ actual: 50, expected: estimate(180, 'events'), impactShare: drop.impactShare, class: drop.class },
    ...{ lossPerHour: estimate(100_000, 'PLN-minor/h'), conversion: null, valuePerEvent: null },
  }),
);

const folder = mkdtempSync(join(tmpdir(), 'waga-incidents-'));
const took: Record<string, number[]> = { 'all drop at once': [], 'nothing new': [], reference: [] };
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const at = performance.now();
  await work();
  took[what]!.push(performance.now() - at);
}
const unread = () => Promise.reject(new Error('nothing below these processes is measured'));
let messages = 0;
for (let round = 0; round < rounds; round++) {
  const { db: records, close } = await openRecords({ file: join(folder, `records-${round}.db`) });
  // the drops and those like them before are read from the records, as in the server
  const asked = { signals: { businessMinutes: unread }, expectations: { learned: () => null } };
  const impact = impactQueries({ records, catalog: () => catalog, ...asked });
  await impact.save([...pastDrops, ...presentDrops], now);
  const [job] = incidentJobs({
    ...{ records, catalog: () => catalog, incidents: incidentQueries({ records }) },
    impact: { ...impact, current: () => impacts },
    signals: { businessMinutes: unread, conversion: unread, dependencies: unread, indicatorMinutes: unread },
    objectives: { alarms: async () => [] },
    outages: outageQueries({ records }),
    ...{
      notifications: { wake: () => undefined },
      log: { warn: () => undefined },
      origin: () => 'https://waga.example',
    },
  });
  await timed('all drop at once', () => job!.run(now));
  await timed('nothing new', () => job!.run(now + 10_000));

  const rows = {
    incidents: await records.selectFrom('incidents').selectAll().execute(),
    incident_transitions: await records.selectFrom('incident_transitions').selectAll().execute(),
    outbox: await records.selectFrom('outbox').selectAll().execute(),
    deliveries: await records.selectFrom('deliveries').selectAll().execute(),
  };
  if (rows.incidents.length !== processes) throw new Error(`${rows.incidents.length} incidents of ${processes}`);
  messages = rows.outbox.length;
  const plain = await openRecords({ file: join(folder, `plain-${round}.db`) });
  await timed('reference', () =>
    plain.db.transaction().execute(async (transaction) => {
      for (const [table, some] of Object.entries(rows)) {
        for (let from = 0; from < some.length; from += 250) {
          await transaction
            .insertInto(table as 'incidents')
            .values(some.slice(from, from + 250) as typeof rows.incidents)
            .execute();
        }
      }
    }),
  );
  await plain.close();
  await close();
}
rmSync(folder, { recursive: true });

console.log(`${processes} processes drop at once, ${messages} messages, ${rounds} rounds`);
const medians: Record<string, number> = {};
for (const [what, times] of Object.entries(took)) {
  const sorted = times.toSorted((a, b) => a - b);
  medians[what] = sorted[Math.floor(rounds / 2)]!;
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  console.log(
    `${what.padEnd(18)} median ${medians[what].toFixed(0)} ms, from ${least.toFixed(0)} to ${most.toFixed(0)} ms`,
  );
}
console.log(
  `${(medians['all drop at once']! / medians.reference!).toFixed(1)} times the reference: the same rows written plainly`,
);
