import type { RiskFindingCode } from '../../../src/features/criticality/contract.ts';
import type { ServedFinding } from '../../../src/features/criticality/findings/finding-contract.ts';
import { matches } from '../access/matches.ts';

/** Each kind of finding in a few words; docs/criticality.md tells more. */
export const findingWords: Record<RiskFindingCode, string> = {
  declared_below_derived: 'declared below what hangs on it',
  hard_on_lesser: 'stands on something lesser',
  infeasible_objective: 'objective that cannot be kept',
  hard_cycle: 'circle of needs',
  unknown_availability: 'availability not known',
  unknown_outage_lengths: 'length of outages not known',
  not_exact: 'not exact',
  cause_disagrees: 'common cause disagrees',
  no_dependency: 'stands on nothing',
  missing_level: 'no level',
  missing_value: 'no value',
  missing_owner: 'no owner',
  missing_product_manager: 'no product manager',
  missing_runbook: 'no runbook',
  missing_health_endpoint: 'no health endpoint',
  few_measures: 'too few measures',
  declared_never_seen: 'declared, never seen',
  seen_not_declared: 'seen, not declared',
  decision_differs_from_file: 'decision differs from the file',
  observed_differs: 'seen otherwise than declared',
};

export interface FindingsAsked {
  text: string;
  severity: string;
  kind: string;
}

export const findingsAsked = (search: URLSearchParams): FindingsAsked => ({
  text: search.get('text') ?? '',
  severity: search.get('severity') ?? '',
  kind: search.get('kind') ?? '',
});

/** Those that answer to the filters: open ones, errors first as the server sends them; and accepted ones. */
export function sortFindings(
  findings: readonly ServedFinding[],
  { text, severity, kind }: FindingsAsked,
): { open: ServedFinding[]; accepted: ServedFinding[] } {
  const words = text.trim();
  const found = findings.filter(
    (one) =>
      (severity === '' || one.severity === severity) &&
      (kind === '' || one.code === kind) &&
      (words === '' || matches(words, [one.subject, one.other ?? '', one.message])),
  );
  const open = found.filter(({ accepted }) => accepted === null);
  return {
    open: [...open].sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error')),
    accepted: found.filter(({ accepted }) => accepted !== null),
  };
}

/** Where the page of the subject is; null where it has none. */
export function subjectPath({ subject, subjectKind }: Pick<ServedFinding, 'subject' | 'subjectKind'>): string | null {
  if (subjectKind === 'other') return null;
  return `/${subjectKind === 'Process' ? 'processes' : 'components'}/${encodeURIComponent(subject)}`;
}
