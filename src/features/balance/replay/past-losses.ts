import type { Estimate } from '../../../maths/estimate.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import { parseRatio, ratioAtLeast } from '../../../maths/ratios.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { DropRecord } from '../../impact/drop-record.ts';
import type { ConfirmedOutage } from './replay-setup.ts';

/** A P1 or P2 of the past. */
export interface PastLoss {
  id: string;
  process: string;
  class: 'P1' | 'P2';
  from: EpochMs;
  to: EpochMs | null;
  money: Estimate | null;
}

/**
 * The P1 and P2 of a period, oldest first: the drops that reached a class by the rules that held, and the confirmed outages of the
 * ledger where no such drop lasted. An outage is P1 where its share reaches the total threshold of its process, else P2.
 */
export function pastLosses(
  period: { from: EpochMs; to: EpochMs },
  records: readonly DropRecord[],
  outages: readonly ConfirmedOutage[],
  catalogAt: (at: EpochMs) => Catalog,
): PastLoss[] {
  const drops = records.flatMap((record): PastLoss[] => {
    const { id, process, onset, endedAt, money } = record;
    if (record.class === null || (endedAt ?? period.to) <= period.from || onset >= period.to) return [];
    return [{ id, process, class: record.class, from: onset, to: endedAt, money }];
  });
  const told = outages
    .filter(({ from, to }) => to > period.from && from < period.to)
    .filter((outage) => !drops.some((drop) => drop.process === outage.process && touches(drop, outage)))
    .map((outage): PastLoss => {
      const { id, process, from, to, share } = outage;
      return { id, process, class: classOf(outage, share, catalogAt(from)), from, to, money: null };
    });
  return [...drops, ...told].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

function classOf({ process }: ConfirmedOutage, share: string, catalog: Catalog): 'P1' | 'P2' {
  const total = parseRatio(processNamed(catalog, process)?.spec.thresholds.total ?? '1');
  const reached = parseRatio(share);
  if (total === null || reached === null) return 'P2';
  return ratioAtLeast(reached.numerator, reached.denominator, total) ? 'P1' : 'P2';
}

/** What people wrote down is some minutes off what was found. */
const offMs = 10 * minute;

const touches = (drop: { from: EpochMs; to: EpochMs | null }, outage: { from: EpochMs; to: EpochMs }): boolean =>
  drop.from < outage.to + offMs && (drop.to ?? Number.POSITIVE_INFINITY) > outage.from - offMs;
