import type { Estimate } from '../../../maths/estimate.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import { type Fraction, parseRatio } from '../../../maths/ratios.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { Drop, ImpactClass } from '../../impact/contract.ts';
import { endsOf, type Outage } from '../../outages/outage.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';

/** A P1 or P2 of the past, as people left it. */
export interface KnownLoss {
  /** Of the drop, else of the outage. */
  id: string;
  process: string;
  class: ImpactClass;
  from: EpochMs;
  to: EpochMs | null;
  money: Estimate | null;
}

interface Past {
  catalog: Catalog;
  drops: readonly Drop[];
  outages: readonly Outage[];
  incidents: readonly Pick<KeptIncident, 'incident'>[];
}

/**
 * The P1 and P2 of processes: drops with a class, without those that people found to be none (their incident was dismissed, their
 * outage removed or marked as a false positive); and unplanned outages of the ledger at or above a threshold that no drop of the process
 * saw. Oldest first.
 */
export function knownLosses({ catalog, drops, outages, incidents }: Past): KnownLoss[] {
  const ofProcesses = outages.filter(({ subject }) => subject.kind === 'process');
  const wereNone = noLosses(ofProcesses, incidents);
  const seen = drops.flatMap((drop): KnownLoss[] => {
    if (drop.class === null || wereNone.has(drop.id)) return [];
    const to = drop.endedAt === null ? null : Date.parse(drop.endedAt);
    return [{ ...drop, class: drop.class, from: Date.parse(drop.onset), to }];
  });
  const byProcess = Map.groupBy(drops, ({ process }) => process);
  const unseen = ofProcesses.flatMap((outage): KnownLoss[] => {
    const reached = classOf(catalog, outage);
    if (reached === null || outage.kind !== 'unplanned' || outage.state === 'removed') return [];
    const { from, to } = endsOf(outage);
    const covered = (byProcess.get(outage.subject.name) ?? []).some(
      ({ onset, endedAt }) =>
        Date.parse(onset) < (to ?? Number.POSITIVE_INFINITY) && (endedAt === null || Date.parse(endedAt) > from),
    );
    if (covered) return [];
    const money = outage.loss?.net ?? outage.loss?.gross ?? null;
    return [{ id: outage.id, process: outage.subject.name, class: reached, from, to, money }];
  });
  return [...seen.map(lossOnly), ...unseen].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

const lossOnly = ({ id, process, class: reached, from, to, money }: KnownLoss): KnownLoss => ({
  ...{ id, process, class: reached, from, to, money },
});

/** The drops that people found to be none. */
function noLosses(outages: readonly Outage[], incidents: Past['incidents']): ReadonlySet<string> {
  const none = new Set(
    outages
      .filter(({ kind, state }) => kind === 'false-positive' || state === 'removed')
      .flatMap(({ incident }) => incident ?? []),
  );
  const wrong = incidents.filter(({ incident }) => incident.kind === 'loss' && incident.shadow === undefined);
  return new Set(
    wrong
      .filter(({ incident }) => incident.state === 'dismissed' || none.has(incident.id))
      .flatMap(({ incident }) => incident.drops),
  );
}

function classOf(catalog: Catalog, { subject, share }: Outage): ImpactClass | null {
  const thresholds = processNamed(catalog, subject.name)?.spec.thresholds;
  const failed = parseRatio(share);
  if (thresholds === undefined || failed === null) return null;
  if (reaches(failed, parseRatio(thresholds.total))) return 'P1';
  return reaches(failed, parseRatio(thresholds.partial)) ? 'P2' : null;
}

const reaches = (share: Fraction, limit: Fraction | null): boolean =>
  limit !== null &&
  BigInt(share.numerator) * BigInt(limit.denominator) >= BigInt(limit.numerator) * BigInt(share.denominator);
