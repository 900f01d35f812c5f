import { type Catalog, processesOf } from '../../catalog/catalog.ts';
import type { RiskFinding } from '../contract.ts';
import { riskFinding } from '../findings/risk-finding.ts';
import { differencesBetween } from './decision-difference.ts';

/** Processes whose file says something else than the decision that outranks it. */
export function decidedDiffers(catalog: Catalog): RiskFinding[] {
  return processesOf(catalog).flatMap((document) => {
    const { outranked, spec } = document;
    if (outranked === undefined) return [];
    const file = { level: outranked.fileLevel, thresholds: outranked.fileThresholds };
    const differences = differencesBetween(file, { level: spec.level ?? null, thresholds: spec.thresholds });
    if (differences.length === 0) return [];
    const each = differences.map(
      ({ field, before, after }) =>
        `${field} is ${after ?? 'nothing'} by decision and ${before ?? 'nothing'} in the file`,
    );
    const why = `was decided otherwise than its file says, and the decision holds: ${each.join('; ')}`;
    const todo = 'Write into the file what was decided, or decide anew';
    return [riskFinding(document, { code: 'decision_differs_from_file', severity: 'warning', why, todo })];
  });
}
