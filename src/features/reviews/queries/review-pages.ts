import { ProductError } from '../../../errors.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { Who } from '../../access/who.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentCursor } from '../../unavailability/queries/incidents.ts';
import { reviewShown } from '../document/review-shown.ts';
import type { Review, ReviewsAnswer } from '../review-contract.ts';
import { dateOf, openActions, reviewRow } from '../review-list.ts';
import { incidentLog, type LogDeps } from './incident-log.ts';
import type { ReviewQueries } from './reviews.ts';

export interface ReviewPageDeps extends LogDeps {
  reviews: ReviewQueries;
}

/** The review of an incident. Throws ProductError `not_found` for an incident that there is not. */
export async function reviewPage(deps: ReviewPageDeps, id: string, who: Who | null): Promise<Review> {
  const [log, kept] = [await incidentLog(deps, id), await deps.reviews.one(id)];
  const showsMoney = moneyShown(who?.money ?? [], log.catalog)(log.incident.process);
  return reviewShown(log, kept, { showsMoney, mayRespond: who?.rights.has('respond') ?? false });
}

/** A loss that is over wants one. */
const wants = ({ kind, class: reached, partOf, shadow, state }: Incident): boolean =>
  kind === 'loss' && reached !== null && partOf === null && shadow === undefined && over.includes(state);
const over: readonly Incident['state'][] = ['recovered', 'reported', 'reviewed'];

/** Incidents that have, or want, a review, newest first; and every action that is not done. Throws ProductError `bad_input` for a cursor that none of its pages gave. */
export async function reviewsPage(
  deps: ReviewPageDeps,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<ReviewsAnswer> {
  const before = cursor === undefined ? null : placeIn(cursor);
  const found = await deps.incidents.page({ before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const kept = await deps.reviews.of(page.map(({ incident }) => incident.id));
  const catalog = deps.catalog.current();
  const last = page.at(-1);
  const now = deps.now();
  return {
    asOf: toRfc3339(now),
    reviews: page
      .filter(({ incident }) => wants(incident) || kept.has(incident.id))
      .map(({ incident }) => reviewRow(incident, kept.get(incident.id), catalog)),
    actions: openActions(await deps.reviews.withOpenActions(), dateOf(now)),
    next: found.length > limit && last ? `${last.incident.onset}~${last.incident.id}` : null,
  };
}

function placeIn(text: string): IncidentCursor {
  const [onset, ...id] = text.split('~');
  if (!/^\d{1,16}$/.test(onset ?? '') || id.length === 0) {
    throw new ProductError('bad_input', 'cursor: expected `next` of the page before.');
  }
  return { onset: Number(onset), id: id.join('~') };
}
