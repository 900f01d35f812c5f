/**
 * `node benchmarks/queries/growth.ts [--quick] [--json]`: what questions cost when the work is 1, 10 and 100 times as much: the availability of
 * 10, 100 and 1 000 services over 30 days, a tick of 100, 1 000 and 10 000 objectives, and the availability of one service over 3, 30 and 300 days; time, and
 * the memory that the answers need. The reference of each row is the smallest work times as much: cost that grows no faster than work is
 * no more than that.
 */

import { judgeBurns } from '../../src/features/objectives/slo/burns.ts';
import { addMinute, bytesOf } from '../../src/features/objectives/slo/totals.ts';
import { countWindows } from '../../src/features/objectives/slo/windows.ts';
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import type { HourRollUp } from '../../src/stores/measurements/measurements.ts';
import { residentBytes } from '../ingest/process-figures.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import { badAt, begin, filled, minutes, validAt } from '../speed/objectives/filled.ts';
import { alternately } from './ask.ts';
import { lastMidnight, serviceName } from './counted.ts';
import { catalogueOf, filledWaga, hourOf, writeHours } from './waga-filled.ts';

const isQuick = process.argv.includes('--quick');
const factors = [1, 10, 100];
const [services, objectives] = isQuick ? [2, 10] : [10, 100];
const keptDays = isQuick ? 40 : 310;
const machine = describeMachine();
const date = new Date().toISOString();
const end = lastMidnight();
const rows: ResultRow[] = [];
const notes: string[] = [];

/** The row of each factor beyond 1, held against the smallest as many times. */
function grown(
  what: string,
  unit: string,
  work: (factor: number) => string,
  figures: readonly (readonly number[])[],
): void {
  rows.push(rowOf(`${what}: ${work(1)}`, unit, figures[0]!));
  for (const [nth, factor] of factors.entries()) {
    if (nth === 0) continue;
    const most = spreadOf(figures[0]!).figure * factor;
    const own = spreadOf(figures[nth]!).figure;
    rows.push(
      rowOf(`${what}: ${work(factor)}`, unit, figures[nth]!, {
        ...{ reference: referenceOf(`${factor} times the first`, most), ratio: most / own },
        ...{ goal: `no more than ${factor} times the first`, met: own <= most * (1 + 1e-9) },
      }),
    );
  }
}

function* hours(names: readonly string[], days: number): Generator<HourRollUp> {
  const random = seededRandom(6);
  for (let at = end - days * day; at < end; at += hour) {
    for (const name of names) yield hourOf(name, at, random.poisson(3_600), random.poisson(8));
  }
}

const path = (run: number, days: number, rest = ''): string => {
  const to = end - (run + 1) * hour;
  return `/api/v1/availability?from=${toRfc3339(to - days * day)}&to=${toRfc3339(to)}&kind=component&limit=10000${rest}`;
};

const fleet: { times: number[]; megabytes: number; long: Record<string, number[]> }[] = [];
for (const factor of factors) {
  const names = Array.from({ length: services * factor }, (_, nth) => serviceName(nth));
  // one of many over longer and longer windows is asked of the smallest
  const days = factor === 1 ? keptDays : 32;
  await using one = await filledWaga(catalogueOf(names), (store) =>
    writeHours(store, hours(names, days), { from: end - days * day, to: end }),
  );
  const before = residentBytes(one.waga.pid);
  const asks: Record<string, (run: number) => Promise<string>> = { fleet: (run) => one.get(path(run, 30)) };
  if (factor === 1) {
    for (const wide of factors) {
      asks[`long ${wide}`] = (run) => one.get(path(run, wide * (isQuick ? 0.375 : 3), `&q=${serviceName(1)}`));
    }
  }
  const found = await alternately(15, asks);
  const long = Object.fromEntries(Object.entries(found).map(([name, { times }]) => [name, times]));
  fleet.push({ times: found.fleet!.times, megabytes: (residentBytes(one.waga.pid) - before) / 1_024 ** 2, long });
}
grown(
  'availability of a fleet over 30 days',
  'ms',
  (factor) => `${services * factor} services`,
  fleet.map(({ times }) => times),
);
grown(
  'availability of one service',
  'ms',
  (factor) => `${factor * (isQuick ? 0.375 : 3)} days`,
  factors.map((wide) => fleet[0]!.long[`long ${wide}`]!),
);
notes.push(
  `Memory that the server took while it answered of ${factors.map((factor, nth) => `${services * factor} services: ${shown(fleet[nth]!.megabytes)} MB`).join(', ')}; what it collects again is in it.`,
);

const ticks = factors.map((factor) => ticksOf(objectives * factor));
grown(
  'a tick of all objectives',
  'ms',
  (factor) => `${objectives * factor} objectives`,
  ticks.map(({ times }) => times),
);
grown(
  'memory of totals of objectives',
  'MB',
  (factor) => `${objectives * factor} objectives`,
  ticks.map(({ bytes }) => [bytes / 1_024 ** 2]),
);
printResult({ name: 'queries/growth', date, machine, rows, notes });

/** Milliseconds of ticks with a new minute for all, and bytes of their totals. */
function ticksOf(count: number): { times: number[]; bytes: number } {
  const most = 60;
  const book = filled(count, minutes - most);
  const times: number[] = [];
  for (let at = minutes - most; at < minutes; at++) {
    const began = performance.now();
    for (let index = 0; index < count; index++) {
      const valid = validAt(index, at);
      addMinute(book.totals, index, begin / minute + at, valid - badAt(index, at), valid, 1);
    }
    countWindows(book.windows, book.totals, book.rules);
    judgeBurns(book.burns, book.windows, book.totals.ring.until);
    times.push(performance.now() - began);
  }
  return { times: times.slice(10), bytes: bytesOf(book.totals) };
}
