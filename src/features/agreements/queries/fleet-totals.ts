import { bucketStart, day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { bytesOfLines } from '../../objectives/slo/fill-line.ts';
import { keepsHours, type Sums, totalBefore } from '../../objectives/slo/hour-line.ts';
import { added } from '../../objectives/slo/totals.ts';
import {
  addSums,
  dayOf,
  dayRoom,
  type FleetLines,
  fleetLines,
  putDays,
  putRows,
  runsOf,
  type SubjectSums,
  settle,
  usualRoom,
} from '../fleet/fleet-lines.ts';
import type { HourRow } from '../hour-totals.ts';
import { minutesOf } from '../minute-mask.ts';

/** The totals of each subject before a full hour. */
export interface Before {
  /** By `kind:name`; null: nothing was ever counted of it. */
  of(key: string): Sums | null;
  /** Of the totals as they were. */
  revision: number;
}

export interface FleetTotals {
  /** Hours were written (whole rows): the totals follow. */
  written(rows: readonly HourRow[]): void;
  /** Changes whenever the totals do; answers of one revision belong together. */
  revision(): number;
  /** Totals before a full hour, of all subjects. Reads what is stored once, and the hours of a day where that is older than those in memory. */
  before(at: EpochMs): Promise<Before>;
  /** Subjects, and bytes that their totals take. */
  size(): { subjects: number; bytes: number };
}

/** So much is read at once when the totals are read in. */
const daysAtOnce = 61;
const hourDaysAtOnce = 7;
/** Days of which the hours were asked for are remembered so many. */
const mostDays = 8;

/** Running totals of the hours of every subject, read from the store when they are first needed and kept as hours are counted. */
export function fleetTotals(deps: { measurements: Pick<Measurements, 'ask'>; now: () => EpochMs }): FleetTotals {
  const { measurements, now } = deps;
  let lines: FleetLines | null = null;
  let loading: Promise<FleetLines> | null = null;
  let meanwhile: HourRow[] = [];
  let refreshing: Promise<void> | null = null;
  let revision = 0;
  const days = new Map<number, { revision: number; lines: Promise<FleetLines> }>();

  async function load(): Promise<FleetLines> {
    meanwhile = [];
    const subjects = await measurements.ask({ ask: 'hourSubjects' });
    const newestDay = dayOf(now());
    const first = subjects.reduce((least, { firstMeasured }) => Math.min(least, firstMeasured ?? Infinity), Infinity);
    if (first === Infinity) return putAll(fleetLines(newestDay));
    const hoursFrom = (newestDay - usualRoom.hourDays + 1) * day;
    // a clock that was ahead may have counted hours that are still to come
    const end = (newestDay + 2) * day;
    const all = fleetLines(newestDay);
    // a piece after the other, so that little is in memory at once
    for (const window of pieces({ from: bucketStart(first, day), to: hoursFrom }, daysAtOnce)) {
      addSums(all, await measurements.ask({ ask: 'hourSums', step: day, ...window }), 'day');
    }
    for (const window of pieces({ from: Math.max(hoursFrom, bucketStart(first, day)), to: end }, hourDaysAtOnce)) {
      addSums(all, await hoursIn(window), 'hour');
    }
    return putAll(settle(all));
  }

  async function hoursIn(window: Interval): Promise<SubjectSums> {
    const hours = await measurements.ask({ ask: 'hours', ...window });
    return { ...hours, measuredMinutes: minutesOf(hours.measured) };
  }

  /** What was written while the store was read. */
  function putAll(read: FleetLines): FleetLines {
    putRows(read, meanwhile);
    meanwhile = [];
    lines = read;
    revision += 1;
    return read;
  }

  async function loaded(): Promise<FleetLines> {
    loading ??= load();
    loading.catch(() => {
      loading = null;
    });
    const all = await loading;
    while (all.stale.size > 0) {
      refreshing ??= refresh(all).finally(() => {
        refreshing = null;
      });
      await refreshing;
    }
    return all;
  }

  /** Days that were written since they were read. What is written meanwhile is stale again. */
  async function refresh(all: FleetLines): Promise<void> {
    const stale = [...all.stale];
    all.stale.clear();
    try {
      for (const [first, last] of runsOf(stale)) {
        const window = { from: first * day, to: (last + 1) * day };
        putDays(all, await measurements.ask({ ask: 'hourSums', step: day, ...window }));
      }
    } catch (error) {
      for (const one of stale) all.stale.add(one);
      throw error;
    }
    revision += 1;
  }

  /** The hours of a day of which they are not in memory. */
  function hoursOf(dayNumber: number): Promise<FleetLines> {
    const known = days.get(dayNumber);
    if (known?.revision === revision) return known.lines;
    const window = { from: dayNumber * day, to: (dayNumber + 1) * day };
    const read = hoursIn(window).then((hours) => {
      const lines = fleetLines(dayNumber, dayRoom);
      addSums(lines, hours, 'hour');
      return settle(lines);
    });
    days.delete(dayNumber);
    days.set(dayNumber, { revision, lines: read });
    read.catch(() => days.delete(dayNumber));
    for (const key of [...days.keys()].slice(0, Math.max(0, days.size - mostDays))) days.delete(key);
    return read;
  }

  return {
    written(rows) {
      if (rows.length === 0) return;
      if (lines !== null) putRows(lines, rows);
      else if (loading !== null) meanwhile.push(...rows);
      revision += 1;
    },

    revision: () => revision,

    async before(at) {
      const { lines: all, newestDay } = await loaded();
      const read = revision;
      const dayNumber = dayOf(at);
      const isWhole = at % day === 0 || dayNumber > newestDay - usualRoom.hourDays;
      const older = isWhole ? null : (await hoursOf(dayNumber)).lines;
      const hourNumber = at / hour;
      const of = (key: string): Sums | null => {
        const line = all.get(key);
        if (line === undefined) return null;
        const total = totalBefore(line, hourNumber);
        const more = older !== null && !keepsHours(line, dayNumber) ? older.get(key) : undefined;
        return more === undefined ? total : added(total, totalBefore(more, hourNumber));
      };
      return { of, revision: read };
    },

    size: () => ({ subjects: lines?.lines.size ?? 0, bytes: lines === null ? 0 : bytesOfLines(lines.lines.values()) }),
  };
}

/** The parts of a window of whole days, of so many each. */
function pieces({ from, to }: Interval, days: number): Interval[] {
  const all: Interval[] = [];
  for (let begin = from; begin < to; begin += days * day)
    all.push({ from: begin, to: Math.min(to, begin + days * day) });
  return all;
}
