import type { PassColumns } from '../../stores/measurements/measurements.ts';

/**
 * What counts of what a user did, as the passes are asked for. Who gave up of his own will tells nothing. Where both happened in one
 * minute at one step, the success came last: nobody tries again after one.
 */
export const countedOutcomes = ['failed', 'ok'] as const;

export interface CustomersLost {
  /** Of one process, step after step in its order; what came earlier is taken earlier. After the outage, successes alone. */
  take(passes: Pick<PassColumns, 'user' | 'step' | 'outcome'>): void;
  /** Whether anybody is left whose success could still come. */
  anyWaits(): boolean;
  /** Distinct users who failed and had no success since, at that step or a later one. */
  count(): number;
  /** Distinct users who failed, whatever became of them. */
  failed(): number;
}

/** Counts users by what they did, and gives nothing but numbers: no pseudonym leaves it. */
export function customersLost(): CustomersLost {
  /** The furthest step at which each failed without a success since; `through` where one came. */
  const waiting = new Map<bigint, number>();
  const through = -1;
  let waits = 0;
  const failed = countedOutcomes.indexOf('failed');
  return {
    take({ user, step, outcome }) {
      for (let row = 0; row < user.length; row++) {
        const who = user[row]!;
        const before = waiting.get(who);
        if (outcome[row] === failed) {
          if (before === undefined || before === through) waits++;
          waiting.set(who, Math.max(before ?? through, step[row]!));
        } else if (before !== undefined && before !== through && step[row]! >= before) {
          waits--;
          waiting.set(who, through);
        }
      }
    },
    anyWaits: () => waits > 0,
    count: () => waits,
    failed: () => waiting.size,
  };
}
