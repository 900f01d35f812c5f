import type { RiskFinding } from '../contract.ts';
import type { Acceptance, ServedFinding } from './finding-contract.ts';

/** What people said of findings, by id: the acceptance that holds, and one that ran out. */
export type Acceptances = ReadonlyMap<string, { accepted: Acceptance | null; expired: Acceptance | null }>;

const severities: readonly ServedFinding['severity'][] = ['error', 'warning', 'info'];

/** Open ones first, errors before warnings, otherwise in the order given; the same finding once. */
export function servedFindings(findings: readonly RiskFinding[], acceptances: Acceptances): ServedFinding[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const served = [...byId.values()].map((finding) => ({
    ...finding,
    ...(acceptances.get(finding.id) ?? { accepted: null, expired: null }),
  }));
  const rank = ({ accepted, severity }: ServedFinding): number =>
    severities.indexOf(severity) + (accepted === null ? 0 : severities.length);
  return served.sort((a, b) => rank(a) - rank(b));
}

/** Open errors and warnings of each subject, by `subjectKey`. */
export function openCounts(
  findings: readonly ServedFinding[],
): (subject: string) => { errors: number; warnings: number } {
  const counts = new Map<string, { errors: number; warnings: number }>();
  for (const { accepted, severity, subject, subjectKind } of findings) {
    if (accepted !== null || severity === 'info') continue;
    const key = subjectKey(subjectKind, subject);
    const count = counts.get(key) ?? { errors: 0, warnings: 0 };
    counts.set(key, count);
    if (severity === 'error') count.errors += 1;
    else count.warnings += 1;
  }
  return (key) => counts.get(key) ?? { errors: 0, warnings: 0 };
}

/** A process and a component may bear the same name. */
export const subjectKey = (kind: RiskFinding['subjectKind'], subject: string): string => `${kind}:${subject}`;
