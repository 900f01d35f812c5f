import { type LedgerRow, usualPolicy } from '../../../src/features/outages/availability.ts';
import { availabilityOf } from '../../../src/features/outages/availability-of.ts';
import type { LedgerAnswer, OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { secondsText } from '../design/format/fractions.ts';
import { plural } from '../design/format/numbers.ts';
import { dayAfter, dayName, longDay } from './ledger-period.ts';
import { ledgerRows } from './shown-rows.ts';

/** One day of the calendar. Seconds of down-time are weighted by the share that failed. */
export interface DayCell {
  /** `2026-11-03`. */
  name: string;
  interval: Interval;
  downSeconds: number;
  excludedSeconds: number;
  unknownSeconds: number;
  /** Outages that last at some time of the day, whatever they count for. */
  outages: number;
  isFuture: boolean;
}

/** The days of the period on the zone's clocks. Days in autumn and spring have 25 and 23 hours. */
export function dayCells(
  outages: readonly OutageRow[],
  unmeasured: LedgerAnswer['unmeasured'],
  period: Interval,
  zone: string,
  now: EpochMs,
): DayCell[] {
  const rows = ledgerRows(outages, unmeasured, now);
  const cells: DayCell[] = [];
  for (let from = period.from; from < period.to; ) {
    const to = dayAfter(from, zone);
    cells.push(cellOf(rows, { from, to }, dayName(from, zone), now));
    from = to;
  }
  return cells;
}

function cellOf(rows: readonly LedgerRow[], interval: Interval, name: string, now: EpochMs): DayCell {
  const touching = rows.filter(({ from, to }) => from < interval.to && to > interval.from);
  const counted = availabilityOf(touching, interval, usualPolicy);
  return {
    name,
    interval,
    downSeconds: counted.downSeconds,
    excludedSeconds: counted.excludedSeconds,
    unknownSeconds: counted.unmeasuredSeconds,
    outages: touching.filter(({ kind }) => kind !== 'unknown').length,
    isFuture: interval.from >= now,
  };
}

/** Percent of the day that each state takes, for the bar; what is there is seen, however short. */
export function barParts({ interval, downSeconds, excludedSeconds, unknownSeconds }: DayCell): Record<Part, number> {
  const length = (interval.to - interval.from) / 1_000;
  const part = (seconds: number): number => (seconds === 0 ? 0 : Math.max(4, (100 * seconds) / length));
  return { down: part(downSeconds), excluded: part(excludedSeconds), unknown: part(unknownSeconds) };
}
export const parts = ['down', 'excluded', 'unknown'] as const;
export type Part = (typeof parts)[number];

/** The day in words: `3 Nov 2026: 12 min down, 1 h excluded, 2 outages`. */
export function dayWords(cell: DayCell): string {
  if (cell.isFuture) {
    const announced = cell.downSeconds + cell.excludedSeconds;
    return `${longDay(cell.name)}: ${announced === 0 ? 'still to come' : `${secondsText(announced)} announced`}`;
  }
  const said = [
    cell.downSeconds > 0 ? `${secondsText(cell.downSeconds)} down` : 'nothing down',
    cell.excludedSeconds > 0 ? `${secondsText(cell.excludedSeconds)} excluded` : '',
    cell.unknownSeconds > 0 ? `${secondsText(cell.unknownSeconds)} not measured` : '',
    cell.outages > 0 ? plural(cell.outages, 'outage') : '',
  ];
  return `${longDay(cell.name)}: ${said.filter((word) => word !== '').join(', ')}`;
}

/** Shortest words for what is down, for the cell itself: `12 min`, `1.5 h`. */
export function shortSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  const tenths = Math.round(seconds / 360);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} h`;
}
