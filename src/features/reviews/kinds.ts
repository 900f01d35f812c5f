import type { Kind } from '../catalog/kind.ts';
import { relateWeeklyReview } from './relate-weekly-review.ts';
import { WeeklyReviewSpec } from './weekly-review.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const reviewKinds: readonly Kind[] = [
  { kind: 'WeeklyReview', spec: WeeklyReviewSpec, relate: relateWeeklyReview },
];
