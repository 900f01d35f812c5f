import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import { type Burns, burns } from './burns.ts';
import { type MinuteNumber, pushMinute, ringMinutes, sumOver } from './minute-ring.ts';
import { type SloPlan, type SloRule, type SloVersion, unitsOf } from './plan.ts';
import { keepMark, type Totals, totals } from './totals.ts';
import { longestByHourDays, mostMinutes, type WindowRule } from './window.ts';
import { type Windows, windowMinutes, windows } from './windows.ts';

/** An objective with the rules that held of it, oldest first; `place` is its place in the totals, −1 where it is not measured. */
export interface Objective {
  plan: SloPlan;
  versions: readonly SloVersion[];
  place: number;
}

/** Everything that is known of all objectives. */
export interface Book {
  objectives: Objective[];
  /** Those that are measured, by place. */
  measured: (Objective & { rule: SloRule })[];
  rules: WindowRule[];
  totals: Totals;
  windows: Windows;
  burns: Burns;
}

/** Points of the past that the page of an objective shows, one a day. */
export const historyDays = 30;

/** Days and hours that are kept of an objective: its window, and for the past of its budget so many days before. */
export function sizeOf({ window, slicing }: SloRule): { days: number; hourDays: number; wide: boolean } {
  const days = Math.ceil(mostMinutes(window) / 1_440) + 1;
  const hourDays = days <= longestByHourDays + 2 ? days + 1 : 9;
  return { days: days + historyDays + 1, hourDays, wide: unitsOf(slicing.method) > 1 };
}

export const allowedShare = ({ target: { numerator, denominator } }: SloRule): Fraction => ({
  numerator: denominator - numerator,
  denominator,
});

/** A book with nothing counted yet; what an earlier one counted of an objective is taken over where it is counted in the same way. */
export function bookOf(
  known: readonly { plan: SloPlan; versions: readonly SloVersion[] }[],
  now: EpochMs,
  before?: Book,
): Book {
  let places = 0;
  const objectives = known.map((one): Objective => ({ ...one, place: one.plan.rule === null ? -1 : places++ }));
  const measured = objectives.flatMap((one) => (one.plan.rule === null ? [] : [{ ...one, rule: one.plan.rule }]));
  const all = totals(
    measured.map(({ rule }) => sizeOf(rule)),
    Math.floor(now / minute),
  );
  const w = windows(measured.map(({ plan }) => windowMinutes(plan.burns)));
  const book: Book = {
    objectives,
    measured,
    rules: measured.map(({ rule }) => rule.window),
    totals: all,
    windows: w,
    burns: burns(
      measured.map(({ plan, rule }) => ({
        burns: plan.burns,
        allowed: allowedShare(rule),
        units: unitsOf(rule.slicing.method),
      })),
      w,
    ),
  };
  if (before) takeOver(book, before);
  for (const { place, versions } of measured) {
    for (const { from } of versions.slice(1)) keepMark(all, place, Math.ceil(from / minute));
  }
  return book;
}

function takeOver(book: Book, before: Book): void {
  const byName = new Map(before.measured.map((one) => [one.plan.name, one]));
  for (const { plan, place, rule } of book.measured) {
    const old = byName.get(plan.name);
    if (old === undefined || old.rule.slicing.method !== rule.slicing.method) continue;
    const [size, oldSize] = [sizeOf(rule), sizeOf(old.rule)];
    if (size.days !== oldSize.days || size.hourDays !== oldSize.hourDays) continue;
    copyRing(book.totals, place, before.totals, old.place);
    book.totals.lines[place] = before.totals.lines[old.place]!;
    book.totals.marks[place] = before.totals.marks[old.place]!;
  }
}

function copyRing({ ring }: Totals, place: number, { ring: old }: Totals, oldPlace: number): void {
  const until = old.until[oldPlace]!;
  if (until === 0) return;
  const first: MinuteNumber = Math.max(old.since[oldPlace]!, until - ringMinutes + 1);
  for (let at = first; at < until; at++) {
    const { good, valid, measured } = sumOver(old, oldPlace, at, at + 1);
    pushMinute(ring, place, at, good, valid, measured);
  }
  if (first === until) ring.until[place] = until;
  ring.since[place] = first;
}
