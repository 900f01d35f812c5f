import type { RiskFinding } from '../contract.ts';

/** Codes that a process and a component of the same name may both get. */
const ofBoth: ReadonlySet<RiskFinding['code']> = new Set(['hard_on_lesser', 'missing_level', 'infeasible_objective']);

/**
 * What a finding is known by, so that it can be accepted and found again: `declared_below_derived:payment-api`,
 * `hard_on_lesser:payment-api:mail`. The same as long as the same thing is wrong with the same subject, wherever it stands in
 * the files and whatever the numbers are. `subjectKind` matters only where a component may bear the name of a process.
 */
export function findingId({
  code,
  subject,
  other,
  subjectKind,
}: Pick<RiskFinding, 'code' | 'subject'> & Partial<Pick<RiskFinding, 'other' | 'subjectKind'>>): string {
  const named = subjectKind === 'Process' && ofBoth.has(code) ? `process/${subject}` : subject;
  return [code, named, ...(other === undefined ? [] : [other])].join(':');
}
