import type { Subject } from '../../outages/outage.ts';
import type { FleetQuery, fleetSorts } from '../fleet-contract.ts';

/** A subject as the catalogue has it, with what is looked for in it (small letters). */
export interface FleetSubject {
  key: string;
  subject: Subject;
  displayName: string;
  product: string | null;
  level: string | null;
  searched: string;
}

/** What was counted of a subject over the window. Integers; good ≤ valid. */
export interface FleetSums {
  of: FleetSubject;
  good: number;
  valid: number;
  measuredMinutes: number;
  unmeasuredMinutes: number;
}

/** All of one kind together. */
export interface KindSums extends Omit<FleetSums, 'of'> {
  kind: Subject['kind'];
  subjects: number;
  counted: number;
}

export function isAskedFor({ subject, searched }: FleetSubject, { kind, q }: Pick<FleetQuery, 'kind' | 'q'>): boolean {
  return (kind === undefined || subject.kind === kind) && (q === undefined || searched.includes(q.toLowerCase()));
}

/** Processes and components apart, those kinds that there are any of. */
export function totalsOf(rows: readonly FleetSums[]): KindSums[] {
  const totals = new Map<Subject['kind'], KindSums>();
  for (const row of rows) {
    const { kind } = row.of.subject;
    let sums = totals.get(kind);
    if (sums === undefined) {
      sums = { kind, subjects: 0, counted: 0, good: 0, valid: 0, measuredMinutes: 0, unmeasuredMinutes: 0 };
      totals.set(kind, sums);
    }
    sums.subjects += 1;
    if (row.valid > 0) sums.counted += 1;
    sums.good += row.good;
    sums.valid += row.valid;
    sums.measuredMinutes += row.measuredMinutes;
    sums.unmeasuredMinutes += row.unmeasuredMinutes;
  }
  return [...totals.values()];
}

/**
 * worst: the smallest part that was good first, compared exactly, of equal ones the one with more bad; those of which nothing was
 * counted come last. unmeasured: the most unmeasured minutes first. name: by display name. Equal ones by name. In place.
 */
export function ordered(rows: FleetSums[], sort: (typeof fleetSorts)[number]): FleetSums[] {
  if (sort === 'name') return rows.sort(byName);
  if (sort === 'unmeasured') return rows.sort((a, b) => b.unmeasuredMinutes - a.unmeasuredMinutes || byName(a, b));
  return rows.sort((a, b) => byWorst(a, b) || b.valid - b.good - (a.valid - a.good) || byName(a, b));
}

function byWorst(a: FleetSums, b: FleetSums): number {
  if (a.valid === 0 || b.valid === 0) return Number(a.valid === 0) - Number(b.valid === 0);
  // Division rounds, yet never turns two shares round: only where it makes them equal are they compared in whole numbers.
  const difference = a.good / a.valid - b.good / b.valid;
  if (difference !== 0 || (a.good === a.valid && b.good === b.valid)) return difference;
  const exact = BigInt(a.good) * BigInt(b.valid) - BigInt(b.good) * BigInt(a.valid);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}

function byName(a: FleetSums, b: FleetSums): number {
  if (a.of.displayName !== b.of.displayName) return a.of.displayName < b.of.displayName ? -1 : 1;
  return a.of.key < b.of.key ? -1 : Number(a.of.key > b.of.key);
}
