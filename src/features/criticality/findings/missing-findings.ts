import { type Document, documentsOf } from '../../catalog/document.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import type { RiskFinding } from '../contract.ts';
import type { Structure } from '../graph/structure.ts';
import { riskFinding, type Said } from './risk-finding.ts';

type Missing = Pick<Said, 'code' | 'why' | 'todo'>;
const warning = (document: Document, said: Missing & Pick<Said, 'other'>): RiskFinding =>
  riskFinding(document, { severity: 'warning', ...said });

/**
 * What is missing so that the numbers are complete and somebody answers for them. `reached`: the components that some process
 * reaches; `valued`: the processes whose value per hour is known.
 */
export function missingFindings(
  documents: readonly Document[],
  structure: Structure,
  reached: ReadonlySet<string>,
  valued: ReadonlySet<string>,
): RiskFinding[] {
  return [
    ...missingOfProcesses(documents, structure, valued),
    ...[...structure.parts.values()].flatMap(({ name, document }) => {
      if (!reached.has(name) || document.spec.availability !== undefined) return [];
      const why =
        'has no availability of its own and counts as never failing: the processes on it look better than they are';
      return [warning(document, { code: 'unknown_availability', why, todo: 'Measure it or give availability' })];
    }),
    ...structure.disagreeing.map((cause) => {
      const part = [...structure.parts.values()].find(({ document }) =>
        document.spec.commonCauses.some(({ name }) => name === cause),
      )!;
      const why = `names the common cause ${cause} with another unavailability than others do; the largest was taken`;
      return warning(part.document, {
        ...{ code: 'cause_disagrees', why, todo: 'Give it the same everywhere', other: cause },
      });
    }),
  ];
}

function missingOfProcesses(
  documents: readonly Document[],
  structure: Structure,
  valued: ReadonlySet<string>,
): RiskFinding[] {
  const managers = new Map(
    documentsOf<{ productManager?: string }>(documents, 'Product').map(({ metadata, spec }) => [
      metadata.name,
      spec.productManager,
    ]),
  );
  return structure.processes.flatMap(({ name, document, dependsOn }) => {
    const { level, product, productManager }: ProcessSpec = document.spec;
    const missing: Missing[] = [];
    if (dependsOn.length === 0) {
      const why = 'stands on nothing, so nothing is known of what takes it down';
      missing.push({ code: 'no_dependency', why, todo: 'Name its components in dependsOn' });
    }
    if (level === undefined) {
      const why = 'has no level, so it makes nothing critical';
      missing.push({ code: 'missing_level', why, todo: 'Let its product manager decide one' });
    }
    if (!valued.has(name)) {
      const why = 'has no value per hour, so no money is at risk with it';
      missing.push({ code: 'missing_value', why, todo: 'Give value.perHour, or a value when asking' });
    }
    if ((productManager ?? managers.get(product ?? '')) === undefined) {
      const why = 'has no product manager, so nobody decides for the business';
      missing.push({ code: 'missing_product_manager', why, todo: 'Name one here or on its product' });
    }
    return missing.map((said) => warning(document, said));
  });
}
