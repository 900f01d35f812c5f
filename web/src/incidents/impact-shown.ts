import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import { dayKinds } from '../../../src/features/catalog/thresholds.ts';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';

export type Thresholds = ProcessPage['thresholds'][number];

/** The pair that holds on days of these kinds, the strongest kind first; undefined where the process has none at all. */
export function thresholdsOn(thresholds: readonly Thresholds[], days: readonly string[]): Thresholds | undefined {
  const kind = dayKinds.find((one) => days.includes(one) && thresholds.some(({ on }) => on === one));
  return thresholds.find(({ on }) => on === (kind ?? null)) ?? thresholds[0];
}

/**
 * What is missing, for the gauge: as measured now while its last drop lasts, else as its worst drop was; null where that is no
 * longer known (drops are told for 30 days) or never was.
 */
export function impactOf(
  incident: Pick<IncidentPage, 'drops' | 'kind'>,
  process: Pick<ProcessPage, 'impact' | 'drops'>,
): { impact: ProcessPage['impact']; isNow: boolean } | null {
  if (incident.kind === 'blind') return null;
  const { impact } = process;
  if (impact.drop !== null && incident.drops.includes(impact.drop.id)) return { impact, isNow: true };
  const shares = process.drops
    .filter(({ id }) => incident.drops.includes(id))
    .flatMap((drop) => drop.impactShare ?? []);
  const worst = shares.toSorted((a, b) => b.value - a.value)[0];
  return worst === undefined
    ? null
    : { impact: { ...impact, state: 'losing', impactShare: worst, lossPerHour: null }, isNow: false };
}
