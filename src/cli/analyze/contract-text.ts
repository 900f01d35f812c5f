import type { ContractScore } from '../../features/criticality/contract.ts';
import { table } from './table.ts';

/** How many components a line names. */
const shownNames = 4;

/** What the service contract lacks, a line for each point: with how many of these components and with which, in their order. */
export function contractText(names: readonly string[], contracts: readonly ContractScore[]): string[] {
  const missingWith = new Map<string, string[]>();
  const byName = new Map(contracts.map((contract) => [contract.component, contract]));
  for (const name of names) {
    for (const { what } of byName.get(name)?.missing ?? []) {
      missingWith.set(what, [...(missingWith.get(what) ?? []), name]);
    }
  }
  if (missingWith.size === 0) return ['Every component keeps the service contract.'];
  const rows = [...missingWith].sort(([, a], [, b]) => b.length - a.length);
  return table(
    ['service contract lacks', 'with', 'components'],
    rows.map(([what, missing]) => [what, `${missing.length} of ${names.length}`, shortened(missing)]),
  );
}

function shortened(names: readonly string[]): string {
  const rest = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
