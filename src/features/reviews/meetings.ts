import type { EpochMs } from '../../maths/instants.ts';
import { dayOfDate, instantOfLocal, minutesPerDay } from '../../maths/zoned-time.ts';
import { type Catalog, displayName, documentsOf, processesOf } from '../catalog/catalog.ts';
import { type IsoWeek, weekAt, weekLater } from './iso-weeks.ts';
import { WeeklyReviewSpec } from './weekly-review.ts';

/** A weekly review with its name. */
export interface NamedReview {
  name: string;
  displayName: string;
  spec: WeeklyReviewSpec;
}

/** The name of the one that is there where the catalogue holds none. */
export const usualReview = 'all';

/** The weekly reviews of a catalogue; where it holds none one of everything, in its only zone (else UTC), which is sent nowhere. */
export function reviewsOf(catalog: Catalog): NamedReview[] {
  const written = documentsOf<WeeklyReviewSpec>(catalog.documents, 'WeeklyReview');
  if (written.length > 0) {
    return written.map((document) => ({
      name: document.metadata.name,
      displayName: displayName(document),
      spec: document.spec,
    }));
  }
  const [zone = 'UTC', ...others] = new Set(processesOf(catalog).map(({ spec }) => spec.timeZone));
  const spec = WeeklyReviewSpec.parse({ timeZone: others.length > 0 ? 'UTC' : zone });
  return [{ name: usualReview, displayName: 'Weekly review', spec }];
}

const weekdays: readonly WeeklyReviewSpec['on'][] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

/** When the agenda of a week is made: on its day and hour of the week after it, on the wall clock of the review. */
export function meetingOf({ on, at, timeZone }: WeeklyReviewSpec, week: IsoWeek): EpochMs {
  const minutes = Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
  const day = week.monday + 7 + weekdays.indexOf(on);
  return instantOfLocal(timeZone, day * minutesPerDay + minutes);
}

/** The last week whose meeting has come. */
export function lastDue(spec: WeeklyReviewSpec, now: EpochMs): IsoWeek {
  const before = weekLater(weekAt(now, spec.timeZone), -1);
  return meetingOf(spec, before) <= now ? before : weekLater(before, -1);
}

/** The next meeting after an instant. */
export const nextMeeting = (spec: WeeklyReviewSpec, now: EpochMs): EpochMs =>
  meetingOf(spec, weekLater(lastDue(spec, now), 1));

/** Who leads the meeting on a week; null where nobody is named. Without `hostsSince` the turns are counted from the first Monday of 1970. */
export function hostOf({ hosts, hostsSince }: WeeklyReviewSpec, week: IsoWeek): string | null {
  if (hosts.length === 0) return null;
  const first = (hostsSince === undefined ? null : dayOfDate(hostsSince)) ?? 4;
  const turn = Math.floor((week.monday + 7 - first) / 7);
  return hosts[((turn % hosts.length) + hosts.length) % hosts.length]!;
}
