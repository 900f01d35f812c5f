import { zoneOf } from '../../../maths/zoned-time.ts';
import { openActions } from '../review-list.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { WeekFacts } from './week-facts.ts';

/** A date on the wall clock of a zone, such as 2026-11-21. */
export const localDate = (at: number, zone: string): string =>
  new Date(zoneOf(zone).localMinute(at) * 60_000).toISOString().slice(0, 10);

/** Actions of reviews that are due until the end of the week after, the overdue first. */
export function weekActions(
  { withActions, week, now }: Pick<WeekFacts, 'withActions' | 'week' | 'now'>,
  scope: Scope,
): Week['actions'] {
  const reviews = withActions
    .filter(({ incident }) => scope.all || (incident !== null && scope.ofIncident(incident)))
    .map(({ review }) => review);
  const nextMonday = new Date((week.monday + 14) * 86_400_000).toISOString().slice(0, 10);
  return openActions(reviews, localDate(now, week.zone))
    .filter(({ due }) => due < nextMonday)
    .map(({ incident, number, what, owner, due, overdue }) => ({
      review: incident,
      ...{ number, what, owner, due, overdue },
    }));
}
