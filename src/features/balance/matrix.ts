import { addEstimates } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { bucketStart, type EpochMs, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { Drop } from '../impact/contract.ts';
import type { Alarm } from '../objectives/contract.ts';
import { apportion } from './apportion.ts';
import type { BalanceMatrix } from './contract.ts';
import { intersect, minutesIn, type Spans, spansWithin, subtract } from './minute-spans.ts';

/** At most this many drops and alarms are listed; the cells are made of all of them. */
export const mostListed = 200;

/** One process with the components it stands on and the minutes of the window in which it was not measured. */
export interface MatrixProcess {
  name: string;
  components: readonly string[];
  unknown: Spans;
}

export interface MatrixFacts {
  /** Minute-aligned and not after the present minute. */
  window: Interval;
  /** The process asked for; null means all. */
  process: string | null;
  processes: readonly MatrixProcess[];
  drops: readonly Drop[];
  alarms: readonly Alarm[];
  /** Where drops and alarms that still last are taken to end: the present minute's start, for its money is not in yet. */
  now: EpochMs;
}

type CellName = keyof BalanceMatrix['cells'];

/**
 * The 2×2 in process-minutes. Every minute of every process falls into one cell, or is unknown when the process was not
 * measured; so the cells and the unknown minutes add up to processes × minutes exactly. A drop's money is apportioned
 * evenly to its measured minutes (minutes outside the window are taken as measured, for nobody asked); what falls outside
 * the window stays outside.
 */
export function matrixOf(facts: MatrixFacts): BalanceMatrix {
  const { window, processes, drops, alarms, now } = facts;
  const minutes = { alarmAndDrop: 0, alarmNoDrop: 0, dropNoAlarm: 0, neither: 0 };
  const money: Record<CellName, Estimate[]> = { alarmAndDrop: [], alarmNoDrop: [], dropNoAlarm: [], neither: [] };
  let unknownMinutes = 0;
  const whole: Spans = spansWithin(window, [window]);
  for (const process of processes) {
    const measured = subtract(whole, process.unknown);
    const own = drops.filter((drop) => drop.process === process.name);
    const under = alarms.filter(({ component }) => process.components.includes(component));
    const dropped = intersect(
      measured,
      spansWithin(
        window,
        own.map((drop) => lasting(dropTimes(drop), now)),
      ),
    );
    const alarmed = intersect(
      measured,
      spansWithin(
        window,
        under.map((alarm) => lasting(alarmTimes(alarm), now)),
      ),
    );
    const calm = subtract(measured, dropped);
    minutes.alarmAndDrop += minutesIn(intersect(dropped, alarmed));
    minutes.dropNoAlarm += minutesIn(subtract(dropped, alarmed));
    minutes.alarmNoDrop += minutesIn(intersect(calm, alarmed));
    minutes.neither += minutesIn(subtract(calm, alarmed));
    unknownMinutes += minutesIn(whole) - minutesIn(measured);
    for (const drop of own) {
      const parts = moneyParts(drop, measured, alarmed, facts);
      if (parts?.with) money.alarmAndDrop.push(parts.with);
      if (parts?.without) money.dropNoAlarm.push(parts.without);
    }
  }
  const cell = (name: CellName) => ({ minutes: minutes[name], money: addEstimates(money[name]) });
  return {
    from: toRfc3339(window.from),
    to: toRfc3339(window.to),
    process: facts.process,
    cells: {
      alarmAndDrop: cell('alarmAndDrop'),
      alarmNoDrop: cell('alarmNoDrop'),
      dropNoAlarm: cell('dropNoAlarm'),
      neither: cell('neither'),
    },
    unknownMinutes,
    drops: newestFirst(
      drops.filter(({ process }) => processes.some(({ name }) => name === process)),
      ({ onset }) => onset,
    ),
    alarms: newestFirst(listedAlarms(facts), ({ startedAt }) => startedAt),
  };
}

/** The drop's money that belongs to its minutes with an alarm and without one; undefined where it has no such minute. */
function moneyParts(drop: Drop, measured: Spans, alarmed: Spans, { window, now }: MatrixFacts) {
  if (drop.money === null) return null;
  const times = lasting(dropTimes(drop), now);
  const inside = intersect(measured, spansWithin(window, [times]));
  const everywhere = { from: bucketStart(times.from, minute), to: bucketStart(times.to + minute - 1, minute) };
  const outside = minutesIn([everywhere]) - minutesIn(spansWithin(window, [times]));
  const weights = [minutesIn(intersect(inside, alarmed)), minutesIn(subtract(inside, alarmed)), Math.max(0, outside)];
  const [withAlarm, without] = apportion(drop.money, weights);
  return { with: weights[0] ? withAlarm : undefined, without: weights[1] ? without : undefined };
}

/** Alarms of the components in question with the processes above them, and whether one of these was dropping meanwhile. */
function listedAlarms({ window, process, processes, drops, alarms, now }: MatrixFacts): BalanceMatrix['alarms'] {
  return alarms.flatMap((alarm) => {
    const above = processes.filter(({ components }) => components.includes(alarm.component)).map(({ name }) => name);
    if (process !== null && above.length === 0) return [];
    const spans = spansWithin(window, [lasting(alarmTimes(alarm), now)]);
    const during = drops
      .filter((drop) => above.includes(drop.process))
      .some((drop) => intersect(spans, spansWithin(window, [lasting(dropTimes(drop), now)])).length > 0);
    return [{ ...alarm, processes: above, duringDrop: during }];
  });
}

const dropTimes = ({ onset, endedAt }: Drop) => ({ from: onset, to: endedAt });
const alarmTimes = ({ startedAt, endedAt }: Alarm) => ({ from: startedAt, to: endedAt });

function lasting({ from, to }: { from: string; to: string | null }, now: EpochMs): Interval {
  return { from: Date.parse(from), to: to === null ? now : Date.parse(to) };
}

function newestFirst<Item>(items: readonly Item[], startOf: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => Date.parse(startOf(b)) - Date.parse(startOf(a))).slice(0, mostListed);
}
