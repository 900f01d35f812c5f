import { bucketStart, hour, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { localDay, minutesPerDay, zoneOf } from '../../maths/zoned-time.ts';
import { holidayAt } from './business-calendar.ts';
import { measuredSpread, type PlaceboHistory, placeboPeak } from './calibrate.ts';
import { minuteDispersion, roughDispersion } from './dispersion.ts';
import { type HistoryCells, type HistoryOptions, historyCells } from './history-cells.ts';
import { leftOutBase } from './left-out-weeks.ts';
import { type LevelBlocks, levelBlocks } from './level-blocks.ts';
import type { Dynamics, Level } from './level-filter.ts';
import { fitDynamics, runLevel } from './level-history.ts';
import { dayBegins, fitMidnights } from './level-midnights.ts';
import { LevelStates } from './level-states.ts';
import { baseMinutes, blockMs, type Cycle, levelJump, type Profile, toldByOneShape } from './profile.ts';
import { type RobustCells, robustCells } from './robust-cells.ts';
import { learnShape } from './weekly-shape.ts';

export type Learned = { profile: Profile } | { refusal: string };

/** A profile with the history it was learned from, each minute beside what was expected of it: what placebos are taken from. */
export type LearnedHistory = { profile: Profile; history: PlaceboHistory } | { refusal: string };

const neededMinutes = 3 * minutesPerDay;
const weeklyMinutes = 13.5 * minutesPerDay;
/** Of what is needed, so much may be missing. */
const tolerated = 0.97;

/**
 * Learns what a process step usually brings from its minutes. Wants five to eight weeks; answers from three days on, with
 * one shape for all days, a wide interval and a note; refuses in a sentence below that. Minutes that are NaN are unknown
 * and take no part; `exclude` holds recorded outages. Pure: equal input gives an equal profile.
 */
export function learnProfile(history: MinuteSeries, options: HistoryOptions): Learned {
  const learned = learnHistory(history, options);
  return 'refusal' in learned ? learned : { profile: learned.profile };
}

/** The same together with the history itself, whose minutes begin at `profile.learnedFrom`. */
export function learnHistory(history: MinuteSeries, options: HistoryOptions): LearnedHistory {
  const series = blockAligned(history);
  const zone = zoneOf(options.timeZone);
  const cells = cellsOf(series, options);
  if (cells.minutes < neededMinutes * tolerated) {
    return { refusal: `3 days needed, has ${measuredText(cells.minutes)}: nothing can be expected before that.` };
  }
  const { cycle } = cells;
  const rough = roughDispersion(series.counts);
  const robust = robustCells(cells, rough);
  const shape = learnShape(cells, robust, rough);
  const n = series.counts.length;
  const used = usedMinutes(cells, robust);
  const holidayFactor = measuredHolidayFactor(series, options, cycle, shape.mean);
  const base = leftOutBase(shape, cycle, zone, options.calendar, holidayFactor, series.from, n);
  const dispersion = minuteDispersion(series.counts, base, used);
  const seen = {
    timeZone: options.timeZone,
    calendar: options.calendar,
    weekdaysSeen: cycle === 'week' ? 127 : toldByOneShape(cells.weekdaysSeen),
  };
  const blocks = levelBlocks(series.from, series.counts, base, used, (at) => levelJump({ ...seen, midnightSd: 0 }, at));
  const dynamics = fitDynamics(blocks, dispersion);
  const stepped = { ...blocks, jumps: blocks.jumps.slice() };
  const midnightSd = fitMidnights(stepped, dayBegins(blocks, zone), dynamics, dispersion);
  const states = statesOf(blocks, dynamics, dispersion);
  const placebo: PlaceboHistory = {
    counts: series.counts,
    base,
    used,
    ordinary: ordinaryMinutes(cells),
    jumps: blocks.jumps,
    levels: states,
    dynamics,
    dispersion,
  };
  // a loss is judged by windows of the same history, which know by themselves how far days differ (docs/calibration.md)
  const live =
    midnightSd === 0 ? placebo : { ...placebo, jumps: stepped.jumps, levels: statesOf(stepped, dynamics, dispersion) };
  const spread = measuredSpread(live);
  const learnedUntil = series.from + n * minute;
  return {
    history: placebo,
    profile: {
      version: `weekly-level/1 ${toRfc3339(learnedUntil)}`,
      ...seen,
      cycle,
      shape: shape.mean,
      holidayFactor,
      dispersion,
      dynamics,
      midnightSd,
      spread,
      placebo: placeboPeak(live, spread),
      levels: hourlyOf(live.levels),
      learnedFrom: series.from,
      learnedUntil,
      minutes: cells.minutes,
      notes: notesOf(cycle, cells),
    },
  };
}

function statesOf(blocks: LevelBlocks, dynamics: Dynamics, dispersion: number): LevelStates {
  const states = new LevelStates(blocks.counts.length);
  runLevel(blocks, dynamics, dispersion, (level, block) => states.set(block, level));
  return states;
}

/** The states on the hour, and the last one. */
function hourlyOf(states: LevelStates): Level[] {
  const hourly: Level[] = [];
  for (let block = 0; block < states.length; block++) {
    const level = states.at(block);
    if (level.at % hour === 0 || block === states.length - 1) hourly.push(level);
  }
  return hourly;
}

/** Cut to whole ten-minute blocks, begin and end. */
function blockAligned(history: MinuteSeries): MinuteSeries {
  const from = bucketStart(history.from + blockMs - 1, blockMs);
  const skip = (from - history.from) / minute;
  const whole = Math.max(0, Math.floor((history.counts.length - skip) / 10) * 10);
  return { from, counts: history.counts.subarray(skip, skip + whole) };
}

/** Sorted by weeks where there are enough minutes for them, else by days. */
function cellsOf(series: MinuteSeries, options: HistoryOptions): HistoryCells {
  const enough = weeklyMinutes * tolerated;
  if (series.counts.length >= enough) {
    const weekly = historyCells(series, options, 'week');
    if (weekly.minutes >= enough) return weekly;
  }
  return historyCells(series, options, 'day');
}

function ordinaryMinutes({ cellOfMinute }: HistoryCells): Uint8Array {
  const ordinary = new Uint8Array(cellOfMinute.length);
  for (let i = 0; i < ordinary.length; i++) if (cellOfMinute[i]! >= 0) ordinary[i] = 1;
  return ordinary;
}

function usedMinutes(cells: HistoryCells, robust: RobustCells): Uint8Array {
  const used = new Uint8Array(cells.cellOfMinute.length);
  for (let i = 0; i < used.length; i++) {
    const cell = cells.cellOfMinute[i]!;
    if (cell >= 0 && robust.kept[cell]) used[i] = 1;
  }
  return used;
}

/** Earlier holidays over what a Sunday would have brought, each counted once and drawn half-way towards 1 when alone. */
function measuredHolidayFactor(
  series: MinuteSeries,
  options: HistoryOptions,
  cycle: Cycle,
  shape: Float64Array,
): number {
  if (options.calendar.holidays.size === 0) return 1;
  const zone = zoneOf(options.timeZone);
  const usual = baseMinutes({ ...options, cycle, shape, holidayFactor: 1 }, series.from, series.counts.length);
  const days = new Set<number>();
  let actual = 0;
  let expected = 0;
  for (let i = 0; i < usual.length; i++) {
    const at = series.from + i * minute;
    if (Number.isNaN(series.counts[i]!) || holidayAt(options.calendar, zone, at) === undefined) continue;
    days.add(localDay(zone.localMinute(at)));
    actual += series.counts[i]!;
    expected += usual[i]!;
  }
  return expected > 0 ? (days.size * (actual / expected) + 1) / (days.size + 1) : 1;
}

function measuredText(minutes: number): string {
  return minutes < 2 * minutesPerDay ? `${Math.floor(minutes / 60)} h` : `${(minutes / minutesPerDay).toFixed(1)} days`;
}

function notesOf(cycle: Cycle, cells: HistoryCells): string[] {
  const days = measuredText(cells.minutes);
  if (cycle === 'day')
    return [
      `Only ${days} of history: all days share one shape and the interval is wide; two weeks give each weekday its own.`,
    ];
  if (cells.minutes < 4.5 * 7 * minutesPerDay)
    return [`${days} of history instead of five weeks: the interval is wider.`];
  return [];
}
