import { toRfc3339 } from '../../../maths/instants.ts';
import type { RetirementAnswer } from '../alert-contract.ts';
import type { RetirementCheck } from './retirement-check.ts';

/** A check as it is shown; nothing is retired by it. `replacement` is its name, for people. */
export function retirementShown(
  { seen, kept, lost }: RetirementCheck,
  { days, replacement, fires }: { days: number; replacement: string; fires: RetirementAnswer['fires'] },
): RetirementAnswer {
  return {
    ...{ retired: false, days, seen, kept, fires },
    lost: lost.map(({ id, process, class: reached, from }) => ({
      ...{ id, process, class: reached, from: toRfc3339(from) },
      why: `${replacement} did not fire in it, nor in the ten minutes before.`,
    })),
  };
}
