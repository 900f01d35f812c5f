import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { parseRatio, ratioAtLeast } from '../../maths/ratios.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import { thresholdsOn } from '../catalog/thresholds.ts';
import type { Drop } from '../impact/contract.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import type { Comparable } from './similar.ts';

/** Something of the past to compare with: a drop that was seen, or what only the ledger has, where `drop` is null. */
export interface PastOne extends Comparable {
  drop: Drop | null;
}

/**
 * The past of one process: its drops, and the outages of its ledger that lie over none of them, as after an import of history. Those have the
 * class that their share is by the usual thresholds of today.
 */
export function pastOnes(
  drops: readonly Drop[],
  outages: readonly Outage[],
  thresholds: Thresholds | undefined,
): PastOne[] {
  const spans = drops.map(({ onset, endedAt }) => ({ from: Date.parse(onset), to: timeOf(endedAt) }));
  const alone = outages.filter((outage) => {
    const { from, to } = endsOf(outage);
    if (outage.kind !== 'unplanned' || outage.state === 'removed' || to === null) return false;
    return !spans.some((span) => span.from < to && from < span.to);
  });
  return [
    ...drops.map((drop) => ({ ...comparedBy(drop), drop })),
    ...alone.map((outage) => ({ ...ofLedger(outage, thresholds), drop: null })),
  ];
}

const timeOf = (at: string | null): EpochMs => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));

const comparedBy = ({ id, class: reached, onset, endedAt, impactShare }: Drop): Comparable => ({
  ...{ id, class: reached, onset, endedAt, impactShare },
});

function ofLedger(outage: Outage, thresholds: Thresholds | undefined): Comparable {
  const { from, to } = endsOf(outage);
  return {
    ...{ id: outage.id, class: thresholds === undefined ? null : classOf(outage.share, thresholds) },
    ...{ onset: toRfc3339(from), endedAt: to === null ? null : toRfc3339(to) },
    impactShare: { value: Number(outage.share) },
  };
}

function classOf(text: string, thresholds: Thresholds): Comparable['class'] {
  const { partial, total } = thresholdsOn(thresholds, []);
  const share = parseRatio(text);
  const reaches = (limit: string): boolean => {
    const fraction = parseRatio(limit);
    return share !== null && fraction !== null && ratioAtLeast(share.numerator, share.denominator, fraction);
  };
  return reaches(total) ? 'P1' : reaches(partial) ? 'P2' : null;
}
