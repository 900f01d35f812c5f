import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { canonicalJson } from '../../catalog/difference.ts';
import { appendTrail, holdTrail } from '../../outages/actions/append-trail.ts';
import { frozenReport } from '../queries/frozen.ts';
import type { Report } from '../report-contract.ts';

export interface ToFreeze {
  /** With its version and, from the second on, its differences. */
  report: Report;
  /** Whose money its credits are. */
  product: string | null;
}

/**
 * Stores a report whole, and its hash as a line of the trail, in one transaction. A version that is there already stays as it is:
 * two who freeze the same at once write it once. Resolves whether it was written.
 */
export async function freezeReport(
  records: Kysely<Tables>,
  { report, product }: ToFreeze,
  now: EpochMs,
): Promise<boolean> {
  const { scope, period, version, head } = report;
  const text = canonicalJson(report);
  const hash = createHash('sha256').update(text).digest('hex');
  const id = `${scope.kind}:${scope.name || 'all'} ${period.name} v${version}`;
  return records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    const newest = await frozenReport(transaction, { kind: scope.kind, name: scope.name, period });
    if ((newest?.version ?? 0) !== version - 1) return false;
    await transaction
      .insertInto('frozen_reports')
      .values({
        ...{ id, kind: scope.kind, name: scope.name, period: period.name, version, product, made_at: now },
        ...{ period_from: Date.parse(period.from), period_to: Date.parse(period.to) },
        time_zone: period.timeZone,
        ...{ display_name: scope.displayName, report: text, hash, differences: report.differences.length },
        ...{ head_line: head.line, head_hash: head.hash },
      })
      .execute();
    const content = canonicalJson({ id, hash, version, head });
    const what = version === 1 ? 'frozen' : 'frozen-anew';
    const reason = report.differences.map((one) => one.what).join('; ') || null;
    await appendTrail(transaction, [{ at: now, kind: 'report', subject: id, what, by: null, reason, content }]);
    return true;
  });
}
