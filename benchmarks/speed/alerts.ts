/**
 * `node benchmarks/speed/alerts.ts [alerts] [days]`: how long the alert catalogue takes once everything is read: alerts of another tool with
 * ten fires a day over 50 processes with a P1 or P2 every other day, entries and weighing. Beside it, in the same run, the same answer by
 * looking at every minute of a tenth of the alerts.
 */

import { alertEntries } from '../../src/features/balance/alerts/alert-entries.ts';
import { weighAlerts } from '../../src/features/balance/alerts/alert-rows.ts';
import type { KnownLoss } from '../../src/features/balance/alerts/known-losses.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { alertFinder } from '../../src/features/signals/alerts/alert-finder.ts';
import type { ExternalTime } from '../../src/features/signals/alerts/external-time.ts';
import type { Estimate } from '../../src/maths/estimate.ts';
import { day, minute } from '../../src/maths/instants.ts';

const alerts = Number(process.argv[2] ?? 1_000);
const days = Number(process.argv[3] ?? 30);
const processes = 50;
const firesPerDay = 10;
const rounds = 5;
const now = Date.parse('2026-11-20T00:00:00Z');
const window = { from: now - days * day, to: now };

const text = Array.from({ length: processes }, (_, nth) => [
  `apiVersion: waga/v1\nkind: Component\nmetadata: {name: c${nth}}\nspec: {}`,
  `apiVersion: waga/v1\nkind: Process\nmetadata: {name: p${nth}}\nspec: {timeZone: Europe/Warsaw, steps: [a], kpi: a, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: c${nth}}]}`,
])
  .flat()
  .join('\n---\n');
const catalog = { version: 1, appliedAt: 0, documents: readFiles([{ path: 'a.yaml', text }], catalogKinds).documents };

let seed = 1;
/** A whole number below `most`, the same in every run. */
function below(most: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % most;
}
const money: Estimate = {
  ...{
    value: 1_234_567,
    unit: 'PLN-minor',
    low: 1_000_000,
    high: 1_500_000,
    level: 0.9,
    method: 'benchmark',
    basis: {},
  },
  ...{ grade: 'observed', version: 'benchmark-1', completeness: 1 },
};
const losses = Array.from({ length: (processes * days) / 2 }, (_, nth): KnownLoss => {
  const from = window.from + below(days * 1_440) * minute;
  return {
    id: `d${nth}`,
    process: `p${nth % processes}`,
    class: 'P2',
    from,
    to: from + (5 + below(60)) * minute,
    money,
  };
});
const find = alertFinder(catalog);
const external = Array.from({ length: alerts * firesPerDay * days }, (_, nth): ExternalTime => {
  const [source, alertname] = ['am', `Alert${nth % alerts}`];
  const from = window.from + below(days * 1_440) * minute;
  const known = find(source, alertname, { service: `c${(nth % alerts) % processes}` });
  return { id: `t${nth}`, source, alertname, known, from, to: from + (1 + below(30)) * minute, silent: false };
}).toSorted((a, b) => a.from - b.from);
const facts = { catalog, now, alarms: [], external, objectives: [], burns: [], drops: [], since: new Map() };

function answer() {
  const entries = alertEntries(facts);
  return weighAlerts(entries, { catalog, window, now, losses, pages: [], retired: new Map(), knownFrom: new Map() });
}

/** How many fires had a loss, minute by minute. */
function slowly(some: readonly ReturnType<typeof answer>[number][]): number {
  let withDrop = 0;
  for (const { entry, losses: above } of some) {
    const bad = new Set<number>();
    for (const { from, to } of above) for (let at = from - 10 * minute; at < to!; at += minute) bad.add(at);
    const lit = new Set<number>();
    for (const { from, to } of entry.times) for (let at = from; at < to!; at += minute) if (at < now) lit.add(at);
    let [isLit, hadDrop] = [false, false];
    for (let at = window.from; at <= now; at += minute) {
      if (isLit && !lit.has(at)) withDrop += hadDrop ? 1 : 0;
      hadDrop = lit.has(at) && ((isLit && hadDrop) || bad.has(at));
      isLit = lit.has(at);
    }
  }
  return withDrop;
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]!;
/** In time of the processor, garbage collection included: others may be at work on the machine. */
const timed = <Answer>(work: () => Answer): { ms: number; answer: Answer } => {
  const begun = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(begun);
  return { ms: (user + system) / 1_000, answer: found };
};

const own = Array.from({ length: rounds }, () => timed(answer));
const weighed = own[0]!.answer;
const tenth = weighed.filter(({ entry }) => entry.origin === 'external').slice(0, alerts / 10);
const slow = Array.from({ length: rounds }, () => timed(() => slowly(tenth)));
const right = tenth.reduce((sum, { weight }) => sum + weight.fires - weight.withoutDrop, 0);
if (right !== slow[0]!.answer) throw new Error(`${right} fires had a loss, minute by minute ${slow[0]!.answer}`);
const [fast, perTenth] = [median(own.map(({ ms }) => ms)), median(slow.map(({ ms }) => ms))];
console.log(
  `${alerts} alerts, ${external.length} times, ${losses.length} losses, ${days} days: ${fast.toFixed(0)} ms of processor time`,
);
console.log(
  `minute by minute: ${(10 * perTenth).toFixed(0)} ms (ten times a tenth), ${((10 * perTenth) / fast).toFixed(1)} times as long`,
);
