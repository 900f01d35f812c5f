import type { ProcessDecisions } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { day, type EpochMs } from '../../../src/maths/instants.ts';

const holdsForDays = 365;

/** Why a process belongs into a workshop now; null where its decision is fresh enough or one waits already. */
export function dueBecause({ inForce, waiting }: ProcessDecisions, now: EpochMs): string | null {
  if (waiting.length > 0) return null;
  if (inForce === null) return 'never decided';
  const days = Math.floor((now - Date.parse(inForce.validFrom)) / day);
  return days > holdsForDays ? 'decided over a year ago' : null;
}

export interface ProductGroup {
  /** Null: processes that belong to no product. */
  product: string | null;
  managers: string[];
  processes: ProcessDecisions[];
}

/** The processes by product, in the catalogue's order; those of no product last. */
export function byProduct(processes: readonly ProcessDecisions[]): ProductGroup[] {
  const groups = new Map<string | null, ProcessDecisions[]>();
  for (const one of processes) groups.set(one.product, [...(groups.get(one.product) ?? []), one]);
  return [...groups]
    .map(([product, of]) => ({
      product,
      managers: [...new Set(of.flatMap(({ productManager }) => productManager ?? []))],
      processes: of,
    }))
    .sort((a, b) => Number(a.product === null) - Number(b.product === null));
}
