/**
 * `node benchmarks/speed/replay.ts [processes] [measures] [days]`: how long a replay takes of minutes that are at hand: both sides, with one
 * measure that fires every night and its window changed, and one drop a week. Beside it, in the same run, the reference: the time that the
 * live job takes for the same minutes of one process over one day, a tick each minute, scaled to as many processes and days; and
 * learning alone. Then the same with ten times as many processes and measures. Time on the clock and of the processor.
 */

import { withChanges } from '../../src/features/balance/replay/changed-rules.ts';
import { historyDays } from '../../src/features/balance/replay/process-history.ts';
import { ReplayEngine } from '../../src/features/balance/replay/replay-engine.ts';
import { replayOutcome } from '../../src/features/balance/replay/replay-outcome.ts';
import { learnEveryDays, type ReplaySetup, warmUpMs } from '../../src/features/balance/replay/replay-setup.ts';
import { processesOf } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnProfile } from '../../src/features/expectations/learn.ts';
import { rulesOfProcess } from '../../src/features/impact/rules-of-process.ts';
import { nothingRemembered, step } from '../../src/features/impact/step.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { makeWorld, type World } from '../accuracy/world.ts';

const [processes = 3, measures = 20, days = 30] = process.argv.slice(2).map(Number);
const learned = historyDays;
const weekMinutes = 10_080;

function worldOf(seed: number): World {
  const all = learned + 1 + days;
  const outages = Array.from({ length: Math.floor(all / 7) }, (_, week) => ({
    fromMinute: week * weekMinutes + 3_000 + seed * 37,
    minutes: 25,
    share: 0.8,
  }));
  return makeWorld({ seed, days: all, rate: 120, dispersion: 1.5, outages });
}

function catalogOf(processCount: number, measureCount: number) {
  const text = [
    ...Array.from(
      { length: processCount },
      (_, nth) =>
        `apiVersion: waga/v1\nkind: Process\nmetadata: {name: p-${nth}}\nspec: {level: critical, timeZone: Europe/Warsaw, steps: [completed], kpi: completed, value: {perEvent: "10.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: c-${nth}}]}\n---\napiVersion: waga/v1\nkind: Component\nmetadata: {name: c-${nth}}\nspec: {}`,
    ),
    ...Array.from(
      { length: measureCount },
      (_, nth) =>
        `apiVersion: waga/v1\nkind: Measure\nmetadata: {name: m-${nth}}\nspec: {class: technical, component: c-${nth % processCount}, type: availability, metric: m${nth}, bad: {code: "5*"}, objective: {atLeast: "0.99"}}`,
    ),
  ].join('\n---\n');
  const { documents } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds, ...dutyKinds]);
  return { version: 1, appliedAt: 0, documents };
}

interface Took {
  wall: number;
  processor: number;
}

function timed(work: () => void): Took {
  const [wall, cpu] = [performance.now(), process.threadCpuUsage()];
  work();
  const { user, system } = process.threadCpuUsage(cpu);
  return { wall: performance.now() - wall, processor: (user + system) / 1_000 };
}

function replayed(processCount: number, measureCount: number): { took: Took; pages: string } {
  const catalog = catalogOf(processCount, measureCount);
  const worlds = Array.from({ length: Math.min(processCount, 3) }, (_, nth) => worldOf(nth + 1));
  const start = worlds[0]!.from + learned * day;
  const from = start + warmUpMs;
  const period = { from, to: from + days * day };
  const random = seededRandom(7);
  const changes = [{ kind: 'measure' as const, name: 'm-0', overMinutes: 60 }];
  const setup: ReplaySetup = {
    period,
    before: [{ from: start, catalog }],
    after: [{ from: start, catalog: withChanges(catalog, changes) }],
    values: new Map(),
    recorded: new Map(),
    ...{ outages: [], otherAlarms: [], retirements: [], learnEveryDays: learnEveryDays(processCount, days) },
  };
  const engine = new ReplayEngine(setup);
  const business = (begin: number, count: number): Float64Array[] =>
    Array.from({ length: processCount }, (_, nth) => worlds[nth % worlds.length]!.counts.slice(begin, begin + count));
  const indicator = (nth: number, first: number) => {
    const valid = Float64Array.from({ length: 1_440 }, () => 200 + Math.floor(20 * random.uniform()));
    const isBad = (i: number): boolean => nth === 0 && (first + i) % 1_440 >= 130 && (first + i) % 1_440 < 142;
    return { valid, good: valid.map((n, i) => n - (isBad(i) ? 6 : random.uniform() < 0.05 ? 1 : 0)) };
  };
  let pages = '';
  const took = timed(() => {
    engine.add({
      ...{ from: worlds[0]!.from, to: start, measuresFrom: start, measures: [] },
      business: business(0, learned * 1_440),
    });
    for (let at = start; at < period.to; at += day) {
      const first = Math.round((at - worlds[0]!.from) / minute);
      const columns = Array.from({ length: measureCount }, (_, nth) => indicator(nth, first));
      engine.add({ from: at, to: at + day, measuresFrom: at, measures: columns, business: business(first, 1_440) });
    }
    const { before, after, lost } = replayOutcome(setup, engine.result());
    pages = `${before!.pages} → ${after!.pages} pages, ${lost.length} lost`;
  });
  return { took, pages };
}

/** One process, one day, a tick each minute, as the live job judges it; and one look at the history. */
function live(): { day: Took; learning: Took } {
  const world = worldOf(1);
  const at = learned * 1_440;
  const options = { timeZone: 'Europe/Warsaw', calendar: plainCalendar, exclude: [] };
  const learn = () => learnProfile({ from: world.from, counts: world.counts.subarray(0, at - 240) }, options);
  learn();
  let found = learn();
  const learning = timed(() => {
    found = learn();
  });
  if ('refusal' in found) throw new Error(found.refusal);
  const { profile } = found;
  const document = processesOf(catalogOf(1, 1))[0]!;
  const rules = rulesOfProcess(document, profile, null)!;
  let memory = nothingRemembered;
  const ticks = () => {
    for (let i = at; i < at + 1_440; i++) {
      const now = world.from + i * minute;
      const series = { from: now - 12 * hour, counts: world.counts.subarray(i - 720, i) };
      const facts = { process: 'p-0', step: 'completed', expectation: { profile }, rules, levelAt: () => null, series };
      const rest = { completeUntil: now, silentAfterMs: 3 * minute, revisedFrom: null, value: null, conversion: null };
      memory = step(memory, { ...facts, ...rest, notes: [] }, now).memory;
    }
  };
  ticks();
  memory = nothingRemembered;
  return { day: timed(ticks), learning };
}

const text = ({ wall, processor }: Took): string =>
  `clock ${(wall / 1_000).toFixed(1).padStart(6)} s   processor ${(processor / 1_000).toFixed(1).padStart(6)} s`;
const times = ({ wall, processor }: Took, n: number): Took => ({ wall: wall * n, processor: processor * n });

for (const factor of [1, 10]) {
  const [p, m] = [processes * factor, measures * factor];
  const one = live();
  const { took, pages } = replayed(p, m);
  const reference = times(one.day, p * days);
  console.log(`${p} processes, ${m} measures, ${days} days (${pages})`);
  console.log(`  replay of both sides         ${text(took)}`);
  console.log(
    `  reference: live ticks, scaled ${text(reference)}   ratio ${(took.processor / reference.processor).toFixed(3)}`,
  );
  const looks = Math.ceil(days / learnEveryDays(p, days)) * p;
  console.log(`  of it learning, ${looks} looks    ${text(times(one.learning, looks))}`);
  console.log(`  memory ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
}
