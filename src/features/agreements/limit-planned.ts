import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { LedgerRow } from '../outages/availability.ts';
import { type CountingRules, lengthText } from './counting-rules.ts';
import { periodsWithin } from './period.ts';

interface Question {
  rules: CountingRules;
  period: Interval;
  timeZone: string;
}

/**
 * At most so much planned time per period of the agreement is left out, the first of it: from the instant at which the allowance
 * is spent, what is planned counts as any other outage. Overlapping windows spend it once.
 */
export function limitPlanned<Row extends LedgerRow>(
  rows: readonly Row[],
  { rules, period, timeZone }: Question,
): { rows: Row[]; told: string[] } {
  const { mostPlannedMs: most, per } = rules;
  if (most === null) return { rows: [...rows], told: [] };
  const told: string[] = [];
  let limited = [...rows];
  for (const { name, ...part } of periodsWithin(per, period, timeZone)) {
    const spent = spentAt(limited, part, most);
    if (spent === null) continue;
    const surplus = coveredMs(limited, { from: spent, to: part.to });
    if (surplus === 0) continue;
    told.push(
      `${lengthText(most)} of planned time is left out in ${name}; ${lengthText(surplus)} more than that counts.`,
    );
    limited = limited.flatMap((row) => countedFrom(row, { from: spent, to: part.to }));
  }
  return { rows: limited, told };
}

const isLeftOut = ({ kind, excluded, from, to }: LedgerRow): boolean => kind === 'planned' && excluded && to > from;

/** The instant at which planned time of the interval adds up to the allowance; null where it does not. */
function spentAt(rows: readonly LedgerRow[], part: Interval, most: number): EpochMs | null {
  let left = most;
  for (const { from, to } of leftOut(rows, part)) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return null;
}

const coveredMs = (rows: readonly LedgerRow[], part: Interval): number =>
  leftOut(rows, part).reduce((sum, { from, to }) => sum + to - from, 0);

/** Planned time inside an interval, disjoint and in order. */
function leftOut(rows: readonly LedgerRow[], part: Interval): Interval[] {
  const inside = rows
    .filter(isLeftOut)
    .map(({ from, to }) => ({ from: Math.max(from, part.from), to: Math.min(to, part.to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const one of inside) {
    const last = merged.at(-1);
    if (last !== undefined && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else merged.push({ ...one });
  }
  return merged;
}

/** A row cut where it begins to count; its detected times stay with the first piece, so that raw figures are the same. */
function countedFrom<Row extends LedgerRow>(row: Row, surplus: Interval): Row[] {
  if (!isLeftOut(row) || row.to <= surplus.from || row.from >= surplus.to) return [row];
  const pieces = [
    { from: row.from, to: Math.min(row.to, surplus.from), excluded: true },
    { from: Math.max(row.from, surplus.from), to: Math.min(row.to, surplus.to), excluded: false },
    { from: Math.max(row.from, surplus.to), to: row.to, excluded: true },
  ].filter(({ from, to }) => from < to);
  return pieces.map((piece, index) => ({
    ...row,
    ...piece,
    ...(index === 0 ? {} : { detectedFrom: row.detectedFrom, detectedTo: row.detectedFrom }),
  }));
}
