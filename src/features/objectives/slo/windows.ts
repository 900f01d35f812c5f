import { minute } from '../../../maths/instants.ts';
import type { BurnRule } from './burn-windows.ts';
import { around, earliest, type MinuteNumber, placeOf } from './minute-ring.ts';
import { keepMark, type Totals, totalAt } from './totals.ts';
import { type WindowRule, windowAt } from './window.ts';

/** The windows of many objectives one after the other, and what was counted in each at the last tick. */
export interface Windows {
  /** Objective i has the windows from `first[i]` to before `first[i + 1]`; the first of them is that of its budget. */
  first: Int32Array;
  /** Minutes of each; 0: that of the budget. */
  minutes: Int32Array;
  good: Float64Array;
  valid: Float64Array;
  measured: Int32Array;
  /** Of windows that begin before the ring: what lies before `ringFrom`, which is added to what the ring counts from there. */
  base: { good: Float64Array; valid: Float64Array; measured: Int32Array };
  ringFrom: Int32Array;
  /** The hour for which the bases of an objective hold. */
  hour: Int32Array;
  /** Where the window of the budget begins, and the end of one by the calendar (a rolling one has none). */
  budgetFrom: Float64Array;
  budgetTo: Float64Array;
}

/** Windows up to here are read from the minutes. */
export const longestByMinute = 360;

/** The different windows of some rules, each once, that of the budget first. */
export function windowMinutes(burns: readonly BurnRule[]): number[] {
  return [0, ...new Set(burns.flatMap(({ shortMinutes, longMinutes }) => [shortMinutes, longMinutes]))];
}

export function windows(perObjective: readonly (readonly number[])[]): Windows {
  const first = new Int32Array(perObjective.length + 1);
  perObjective.forEach((own, index) => {
    first[index + 1] = first[index]! + own.length;
  });
  const all = first.at(-1)!;
  return {
    first,
    minutes: Int32Array.from(perObjective.flat()),
    ...{ good: new Float64Array(all), valid: new Float64Array(all), measured: new Int32Array(all) },
    base: { good: new Float64Array(all), valid: new Float64Array(all), measured: new Int32Array(all) },
    ringFrom: new Int32Array(all),
    hour: new Int32Array(perObjective.length).fill(-1),
    budgetFrom: new Float64Array(perObjective.length),
    budgetTo: new Float64Array(perObjective.length).fill(Number.POSITIVE_INFINITY),
  };
}

/** Counts every window as of the last minute of each objective: two totals for each, and once an hour its base anew. */
export function countWindows(w: Windows, all: Totals, rules: readonly (WindowRule | null)[]): void {
  const { ring, changed } = all;
  const { good, valid, measured, until } = ring;
  for (let index = 0; index < rules.length; index++) {
    const end = until[index]!;
    const rule = rules[index];
    if (end === 0 || !rule) continue;
    const hour = Math.floor((end - 1) / 60);
    if (w.hour[index] !== hour || changed[index] === 1 || end > w.budgetTo[index]!) findBases(w, all, index, end, rule);
    const last = placeOf(ring, index, end);
    const begin = earliest(ring, index);
    for (let at = w.first[index]!; at < w.first[index + 1]!; at++) {
      const minutes = w.minutes[at]!;
      const byMinute = minutes > 0 && minutes <= longestByMinute;
      const place = placeOf(ring, index, Math.max(begin, byMinute ? end - minutes : w.ringFrom[at]!));
      w.good[at] = around(good[last]! - good[place]!) + (byMinute ? 0 : w.base.good[at]!);
      w.valid[at] = around(valid[last]! - valid[place]!) + (byMinute ? 0 : w.base.valid[at]!);
      const own = measured[last]! - measured[place]!;
      w.measured[at] = (own < 0 ? own + 0x1_0000 : own) + (byMinute ? 0 : w.base.measured[at]!);
    }
  }
}

/** The window of an objective's budget as of its last minute, as minutes. */
export function budgetWindow(rule: WindowRule, until: MinuteNumber): { from: MinuteNumber; to: MinuteNumber } {
  const { from, to } = windowAt(rule, until * minute);
  return { from: Math.round(from / minute), to: Math.round(to / minute) };
}

function findBases(w: Windows, all: Totals, index: number, end: MinuteNumber, rule: WindowRule): void {
  const hour = Math.floor((end - 1) / 60);
  const hourStart = hour * 60;
  const budget = budgetWindow(rule, end);
  w.budgetFrom[index] = budget.from;
  if (!rule.rolling) {
    w.budgetTo[index] = budget.to;
    keepMark(all, index, budget.from);
  }
  const before = totalAt(all, index, hourStart);
  for (let at = w.first[index]!; at < w.first[index + 1]!; at++) {
    const minutes = w.minutes[at]!;
    if (minutes > 0 && minutes <= longestByMinute) continue;
    const from = minutes === 0 ? budget.from : Math.floor((end - minutes) / 60) * 60;
    // one that began within this hour is all in the ring
    w.ringFrom[at] = Math.max(hourStart, from);
    const start = from >= hourStart ? before : totalAt(all, index, from);
    w.base.good[at] = before.good - start.good;
    w.base.valid[at] = before.valid - start.valid;
    w.base.measured[at] = before.measured - start.measured;
  }
  w.hour[index] = hour;
  all.changed[index] = 0;
}
