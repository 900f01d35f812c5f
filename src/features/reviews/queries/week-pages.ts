import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import { type IsoWeek, weekAt, weekLater, weekNamed } from '../iso-weeks.ts';
import { hostOf, lastDue, type NamedReview, nextMeeting, reviewsOf } from '../meetings.ts';
import { type MadeWeek, makeWeek, weekSeen } from '../week/make-week.ts';
import { saidIn } from '../week/said-in.ts';
import type { Week, WeeksAnswer } from '../weekly-contract.ts';
import { WeeklyReviewSpec } from '../weekly-review.ts';
import { type WeekDeps, weekFacts } from './week-facts.ts';
import { keptWeek, keptWeeks, notesOf, saidOfShifts } from './weeks.ts';

export interface WeekPageDeps extends WeekDeps {
  now(): EpochMs;
}

/** A week by its name, of a review by its name; left out, the first. */
export interface AskedWeek {
  week: string;
  review?: string | undefined;
}

/** The weekly reviews there are, and every week that was kept. */
export async function weeksPage(deps: WeekPageDeps): Promise<WeeksAnswer> {
  const now = deps.now();
  return {
    reviews: reviewsOf(deps.catalog.current()).map(({ name, displayName, spec }) => {
      const thisWeek = weekAt(now, spec.timeZone);
      const host = hostOf(spec, weekLater(lastDue(spec, now), 1));
      return {
        ...{ name, displayName, timeZone: spec.timeZone, host, next: toRfc3339(nextMeeting(spec, now)) },
        ...{ thisWeek: thisWeek.name, lastWeek: weekLater(thisWeek, -1).name },
      };
    }),
    kept: await keptWeeks(deps.records),
  };
}

/**
 * The agenda of a week: as it was kept, else made of what is on record now; with what people wrote on it. Without a name the first review.
 * Throws ProductError `not_found` for a review or week that there is not, `bad_input` for one that has not begun.
 */
export async function weekPage(deps: WeekPageDeps, asked: AskedWeek, view: MoneyView): Promise<Week> {
  const { review, week } = await lookedAt(deps, asked);
  const made = (await keptWeek(deps.records, review.name, week.name)) ?? (await madeNow(deps, review, week));
  const seen = weekSeen(made, view);
  const starts = seen.handovers.map(({ from }) => Date.parse(from));
  const period = { from: Math.min(...starts, week.from), to: Math.max(...starts, week.to) + 1 };
  const said = await saidOfShifts(deps.records, period);
  return { ...seen, handovers: saidIn(seen.handovers, said), ...(await notesOf(deps.records, review.name, week.name)) };
}

const madeNow = async (deps: WeekPageDeps, review: NamedReview, week: IsoWeek): Promise<MadeWeek> =>
  makeWeek(await weekFacts(deps, review, week, deps.now()));

/**
 * The review and the week that are meant; also a review that left the catalogue, where the week was kept. Throws as `weekPage` does.
 */
export async function lookedAt(
  { records, catalog, now }: Pick<WeekPageDeps, 'records' | 'catalog' | 'now'>,
  asked: AskedWeek,
): Promise<{ review: NamedReview; week: IsoWeek }> {
  const reviews = reviewsOf(catalog.current());
  const known = asked.review === undefined ? reviews[0]! : reviews.find(({ name }) => name === asked.review);
  const review = known ?? (await keptReview(records, asked));
  if (review === null) {
    const names = reviews.map(({ name }) => name);
    throw new ProductError('not_found', `No weekly review has this name${didYouMean(asked.review!, names) || '.'}`);
  }
  const week = weekNamed(asked.week, review.spec.timeZone);
  if (week === null) throw new ProductError('not_found', 'There is no such week; weeks are named such as 2026-W47.');
  if (week.from > now()) throw new ProductError('bad_input', 'This week has not begun.');
  return { review, week };
}

async function keptReview(
  records: WeekDeps['records'],
  { review: name = '', week }: AskedWeek,
): Promise<NamedReview | null> {
  const kept = await keptWeek(records, name, week);
  if (kept === null) return null;
  const { displayName, timeZone } = kept.week;
  return { name, displayName, spec: WeeklyReviewSpec.parse({ timeZone }) };
}
