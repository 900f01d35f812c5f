/**
 * How much one thing that can fail (a component by itself, a common cause) matters for a process. `q` is its unavailability,
 * Q the process', Q1 and Q0 the same with the thing down and with it never down.
 */
export interface Importance {
  /** Q1 − Q0: the chance that the process hangs on this alone (Birnbaum 1969). */
  birnbaum: number;
  /** q·birnbaum/Q: the share of the process' downtime in which this was needed for it. Null when the process never fails. */
  criticality: number | null;
  /** q·Q1/Q: how likely this is down when the process is (the diagnostic form of Fussell and Vesely). */
  fussellVesely: number | null;
  /** Q1/Q: how many times likelier the process is down while this is. */
  riskAchievementWorth: number | null;
  /** Q/Q0: how many times less downtime the process had if this never failed. Null also when it then never failed at all. */
  riskReductionWorth: number | null;
}

/**
 * The measures from Birnbaum's; the failure is linear in each q, so Q1 and Q0 follow. `without` gives Q0 anew: it is asked where
 * the difference of two nearly equal numbers would have no digits left.
 */
export function importanceOf(q: number, birnbaum: number, total: number, without: () => number): Importance {
  if (total <= 0) {
    return { birnbaum, criticality: null, fussellVesely: null, riskAchievementWorth: null, riskReductionWorth: null };
  }
  const withIt = total + (1 - q) * birnbaum;
  const share = (q * birnbaum) / total;
  const left = share > 1 - 1e-6 ? without() : total - q * birnbaum;
  return {
    birnbaum,
    criticality: Math.min(1, share),
    fussellVesely: Math.min(1, (q * withIt) / total),
    riskAchievementWorth: withIt / total,
    riskReductionWorth: left > 0 ? total / left : null,
  };
}
