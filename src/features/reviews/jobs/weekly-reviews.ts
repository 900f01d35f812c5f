import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { keepWeek } from '../actions/keep-week.ts';
import type { IsoWeek } from '../iso-weeks.ts';
import { lastDue, meetingOf, type NamedReview, reviewsOf, usualReview } from '../meetings.ts';
import { type WeekDeps, weekFacts } from '../queries/week-facts.ts';
import { keptWeek } from '../queries/weeks.ts';
import { makeWeek } from '../week/make-week.ts';

export interface WeeklyDeps extends WeekDeps {
  notifications: { wake(): void };
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

/**
 * Keeps the agenda of each weekly review at its hour and puts it on its way, once: both are written in one transaction. After a rest of the
 * server the last week that was missed is kept, and no other; a week whose meeting lies before its review was known is not.
 */
export function weeklyReviewsJob(deps: WeeklyDeps) {
  /** By review the last week that needs nothing more, so that most ticks ask nothing. */
  const done = new Map<string, string>();

  async function keep(review: NamedReview, week: IsoWeek, now: EpochMs): Promise<void> {
    const { records, notifications, origin } = deps;
    const known = await knownSince(records, review);
    const isDue = known !== null && known <= meetingOf(review.spec, week);
    if (isDue && (await keptWeek(records, review.name, week.name)) === null) {
      const made = makeWeek(await weekFacts(deps, review, week, now));
      const { channels } = review.spec;
      if (await keepWeek(records, made, { channels, origin: origin(), now })) notifications.wake();
    }
    done.set(review.name, week.name);
  }

  async function run(now: EpochMs): Promise<void> {
    const failed: unknown[] = [];
    for (const review of reviewsOf(deps.catalog.current())) {
      const week = lastDue(review.spec, now);
      if (done.get(review.name) === week.name) continue;
      // one that fails must not keep the others from being sent
      await keep(review, week, now).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
  }

  return { name: 'weekly reviews', run };
}

/** Since when it stands in the catalogue; the usual one since there is a catalogue. Null: it never did. */
async function knownSince(records: Kysely<Tables>, { name }: NamedReview): Promise<EpochMs | null> {
  const row = await records
    .selectFrom('catalog_documents as document')
    .innerJoin('catalog_versions as begun', 'begun.version', 'document.from_version')
    .select(({ fn }) => fn.min('begun.applied_at').as('at'))
    .where('document.kind', '=', 'WeeklyReview')
    .where('document.name', '=', name)
    .executeTakeFirstOrThrow();
  if (row.at !== null) return Number(row.at);
  if (name !== usualReview) return null;
  const first = await records
    .selectFrom('catalog_versions')
    .select(({ fn }) => fn.min('applied_at').as('at'))
    .executeTakeFirstOrThrow();
  return first.at === null ? null : Number(first.at);
}
