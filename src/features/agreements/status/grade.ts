import { parseRatio, ratioAtLeast } from '../../../maths/ratios.ts';
import type { ComponentStatus } from '../status-contract.ts';
import type { StatusDay, StatusIncident } from './status-model.ts';

/** How bad a share is: from half on it is a major outage, from a fifth on a partial one; nothing failed is no grade. */
const bounds = { major: { numerator: 1, denominator: 2 }, partial: { numerator: 1, denominator: 5 } };

export type Grade = StatusDay['worst'];
const order: readonly Grade[] = ['none', 'degraded', 'partial', 'major'];

/** The grade of a share, decimal text between 0 and 1, compared in integers. */
export function gradeOf(share: string): Grade {
  const ratio = parseRatio(share);
  if (ratio === null || ratio.numerator === 0) return 'none';
  if (ratioAtLeast(ratio.numerator, ratio.denominator, bounds.major)) return 'major';
  return ratioAtLeast(ratio.numerator, ratio.denominator, bounds.partial) ? 'partial' : 'degraded';
}

export const worstOf = (grades: readonly Grade[]): Grade =>
  grades.reduce<Grade>((worst, grade) => (order.indexOf(grade) > order.indexOf(worst) ? grade : worst), 'none');

export const statusOfGrade: Readonly<Record<Grade, ComponentStatus>> = {
  none: 'operational',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  major: 'major_outage',
};

/** As status pages grade an incident. */
export const impactOfGrade: Readonly<Record<Grade, StatusIncident['impact']>> = {
  none: 'none',
  degraded: 'minor',
  partial: 'major',
  major: 'critical',
};
