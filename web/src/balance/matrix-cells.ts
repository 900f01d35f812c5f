import type { BalanceMatrix } from '../../../src/features/balance/contract.ts';
import type { Drop } from '../../../src/features/impact/contract.ts';
import { type Interval, minute } from '../../../src/maths/instants.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export const cellNames = ['alarmAndDrop', 'alarmNoDrop', 'dropNoAlarm', 'neither'] as const;
export type CellName = (typeof cellNames)[number];

export const cellWords: Record<CellName, { name: string; meaning: string; tone: Tone; icon: IconName }> = {
  alarmAndDrop: { name: 'Alarm and drop', meaning: 'the alarm was right', tone: 'loss', icon: 'loss' },
  alarmNoDrop: { name: 'Alarm, no drop', meaning: 'noise', tone: 'alarm', icon: 'alarm' },
  dropNoAlarm: { name: 'Drop, no alarm', meaning: 'blind spot', tone: 'loss', icon: 'loss' },
  neither: { name: 'Neither', meaning: 'calm', tone: 'calm', icon: 'calm' },
};

type MatrixAlarm = BalanceMatrix['alarms'][number];

export interface CellDrop {
  drop: Drop;
  minutes: number;
  /** Of these, how many had an alarm on a component of the process. */
  coveredMinutes: number;
}

export interface CellContents {
  drops: CellDrop[];
  alarms: MatrixAlarm[];
}

/**
 * What the minutes of a cell are made of, newest first. A drop that an alarm covers in part lies in both cells of drops,
 * as its minutes do.
 */
export function cellContents(matrix: BalanceMatrix, cell: CellName): CellContents {
  const range = { from: Date.parse(matrix.from), to: Date.parse(matrix.to) };
  const drops = matrix.drops.map((drop): CellDrop => {
    const lasted = within(spanOf(drop.onset, drop.endedAt, range.to), range);
    const alarms = matrix.alarms
      .filter(({ processes }) => processes.includes(drop.process))
      .map((alarm) => within(spanOf(alarm.startedAt, alarm.endedAt, range.to), lasted));
    return { drop, minutes: minutesOf([lasted]), coveredMinutes: minutesOf(alarms) };
  });
  switch (cell) {
    case 'alarmAndDrop':
      return {
        drops: drops.filter(({ coveredMinutes }) => coveredMinutes > 0),
        alarms: matrix.alarms.filter(({ duringDrop }) => duringDrop),
      };
    case 'alarmNoDrop':
      return { drops: [], alarms: matrix.alarms.filter(({ duringDrop }) => !duringDrop) };
    case 'dropNoAlarm':
      return { drops: drops.filter(({ minutes, coveredMinutes }) => coveredMinutes < minutes), alarms: [] };
    case 'neither':
      return { drops: [], alarms: [] };
  }
}

function spanOf(from: string, to: string | null, end: number): Interval {
  return { from: Date.parse(from), to: to === null ? end : Date.parse(to) };
}

function within(span: Interval, bounds: Interval): Interval {
  return { from: Math.max(span.from, bounds.from), to: Math.min(span.to, bounds.to) };
}

/** Whole minutes that at least one of the intervals covers. */
function minutesOf(intervals: readonly Interval[]): number {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of sorted) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return Math.round(covered / minute);
}

/** The cell to open first: what nobody was told, then what the alarms were right about, then noise. */
export function mostTelling(matrix: BalanceMatrix): CellName {
  const order = ['dropNoAlarm', 'alarmAndDrop', 'alarmNoDrop'] as const;
  return order.find((name) => matrix.cells[name].minutes > 0) ?? 'neither';
}

/** A cell's share of all measured process-minutes, 0 to 1. */
export function shareOfKnown(matrix: BalanceMatrix, cell: CellName): number {
  const known = cellNames.reduce((sum, name) => sum + matrix.cells[name].minutes, 0);
  return known === 0 ? 0 : matrix.cells[cell].minutes / known;
}
