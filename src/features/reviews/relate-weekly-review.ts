import { dayOfDate, minutesPerDay } from '../../maths/zoned-time.ts';
import type { Document } from '../catalog/document.ts';
import type { Path, Problem } from '../catalog/kind.ts';
import { unknownReferences } from '../catalog/references.ts';
import { unknownOwners } from '../catalog/unknown-owners.ts';
import { mondayOf } from './iso-weeks.ts';
import type { WeeklyReviewSpec } from './weekly-review.ts';

/** What a weekly review says of other documents, and what cannot be as it is written. */
export function relateWeeklyReview({ spec }: Document<WeeklyReviewSpec>, all: readonly Document[]): Problem[] {
  const named = (field: 'products' | 'rotations' | 'channels') =>
    spec[field].map((name, index) => ({ name, path: ['spec', field, index] as Path }));
  return [
    ...unknownReferences(all, 'Product', named('products')),
    ...unknownReferences(all, 'Rotation', named('rotations')),
    ...unknownReferences(all, 'Channel', named('channels')),
    ...spec.hosts.flatMap((host, index) => unknownOwners(all, host, ['spec', 'hosts', index])),
    ...sinceOf(spec),
  ];
}

function sinceOf({ hosts, hostsSince }: WeeklyReviewSpec): Problem[] {
  if (hostsSince === undefined) return [];
  const path: Path = ['spec', 'hostsSince'];
  const day = dayOfDate(hostsSince);
  const isDay = day !== null && new Date(day * minutesPerDay * 60_000).toISOString().startsWith(hostsSince);
  if (!isDay) {
    const message = `expected a day that is in the calendar, found ${hostsSince}`;
    return [{ code: 'bad_time', severity: 'error', message, path }];
  }
  if (mondayOf(day) !== day) {
    const message = `expected a Monday, found ${hostsSince}`;
    return [{ code: 'bad_time', severity: 'error', message, path }];
  }
  if (hosts.length > 0) return [];
  return [{ code: 'bad_value', severity: 'warning', message: 'nobody leads it: hosts is empty', path }];
}
