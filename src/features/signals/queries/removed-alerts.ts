import type { Kysely } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Change } from '../../catalog/contract.ts';
import type { Document } from '../../catalog/document.ts';
import type { Finding } from '../../catalog/finding.ts';
import { alertIdOf, measureIdOf } from '../alerts/alert-finder.ts';
import { retiredAlerts } from './retirements.ts';

const idOf: Record<string, (name: string) => string> = { Measure: measureIdOf, Alert: alertIdOf };

/**
 * A warning for each Measure and Alert that an apply removes and that is not retired: nobody has looked whether a P1 or P2 would go
 * unseen without it. Its place is the one where it stood.
 */
export function removedAlerts(records: Kysely<Tables>) {
  return async (before: readonly Document[], changes: readonly Change[]): Promise<Finding[]> => {
    const removed = changes.filter(({ change, kind }) => change === 'removed' && idOf[kind] !== undefined);
    if (removed.length === 0) return [];
    const retired = await retiredAlerts(records);
    return removed
      .filter(({ kind, name }) => !retired.has(idOf[kind]!(name)))
      .map(({ kind, name }): Finding => {
        const { file, line, column } = before.find((one) => one.kind === kind && one.metadata.name === name)!.at;
        const message = `removed without retirement: nobody looked what goes unseen without the ${kind} ${name}; retire it first, with a replacement`;
        return { code: 'removed_without_retirement', severity: 'warning', message, file, line, column };
      });
  };
}
