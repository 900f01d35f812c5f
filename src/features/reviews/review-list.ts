import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Incident } from '../unavailability/incident.ts';
import { subjectName } from './document/draft-text.ts';
import type { KeptReview } from './document/review-shown.ts';
import type { ReviewsAnswer } from './review-contract.ts';

/** An incident in the list of reviews; nobody wrote one where `kept` is undefined. */
export function reviewRow(
  incident: Incident,
  kept: KeptReview | undefined,
  catalog: Catalog,
): ReviewsAnswer['reviews'][number] {
  const processName = subjectName({ incident, catalog });
  const actions = kept?.text.actions ?? [];
  return {
    ...{ incident: incident.id, processName, class: incident.class, onset: toRfc3339(incident.onset) },
    state: kept?.state ?? 'none',
    title: kept?.text.title ?? `${incident.class ?? incident.kind} ${processName}`,
    actions: actions.length,
    open: actions.filter(({ doneAt }) => doneAt === null).length,
  };
}

/** The date of today, by which something is overdue: due before it. */
export const dateOf = (now: EpochMs): string => new Date(now).toISOString().slice(0, 10);

/** Actions that are not done, the overdue first, then by the day on which they are due. `today` is a date such as 2026-11-21. */
export function openActions(reviews: readonly KeptReview[], today: string): ReviewsAnswer['actions'] {
  return reviews
    .flatMap(({ incident, text }) =>
      text.actions.map((action, index) => ({
        ...action,
        ...{ incident, number: index + 1, overdue: action.due < today },
      })),
    )
    .filter(({ doneAt }) => doneAt === null)
    .sort((a, b) => compare(a.due, b.due) || compare(a.incident, b.incident) || a.number - b.number);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
