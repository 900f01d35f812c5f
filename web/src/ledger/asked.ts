import { faults, outageKinds, outageStates } from '../../../src/features/outages/outage.ts';
import type { OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { endOf } from './shown-rows.ts';

/** What the list is asked for; '' asks for all. It stands in the address. */
export interface Asked {
  state: string;
  kind: string;
  fault: string;
  /** `overdue` and `waiting` are asked of all times. */
  only: '' | 'overdue' | 'waiting';
  /** One day of the period, `2026-11-03`. */
  day: string;
}

export function askedIn(search: URLSearchParams): Asked {
  const one = (name: string, of: readonly string[]): string => of.find((value) => value === search.get(name)) ?? '';
  return {
    state: one('state', outageStates),
    kind: one('kind', outageKinds),
    fault: one('fault', faults),
    only: one('only', ['overdue', 'waiting']) as Asked['only'],
    day: /^\d{4}-\d\d-\d\d$/.test(search.get('day') ?? '') ? (search.get('day') as string) : '',
  };
}

/** Removed ones stand in the list only when they are asked for. */
export function outagesAsked(
  outages: readonly OutageRow[],
  { state, kind, fault }: Asked,
  day: Interval | null,
  now: EpochMs,
): OutageRow[] {
  const found = outages.filter(
    (outage) =>
      (state === '' ? outage.state !== 'removed' : outage.state === state) &&
      (kind === '' || outage.kind === kind) &&
      (fault === '' || outage.fault === fault) &&
      (day === null || (Date.parse(outage.ends.from) < day.to && endOf(outage.ends.to, now) > day.from)),
  );
  return inOrderOfNeed(found);
}

/** Overdue first, the longest overdue of them first; then what waits for a second person; then newest first. */
export function inOrderOfNeed(outages: readonly OutageRow[]): OutageRow[] {
  const need = ({ overdue, proposal }: OutageRow): number => (overdue ? 0 : proposal === null ? 2 : 1);
  return [...outages].sort(
    (one, other) =>
      need(one) - need(other) ||
      (one.overdue
        ? Date.parse(one.dueAt) - Date.parse(other.dueAt)
        : Date.parse(other.ends.from) - Date.parse(one.ends.from)),
  );
}
