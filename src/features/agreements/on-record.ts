import { type EpochMs, hour, type Interval } from '../../maths/instants.ts';

/** When the first of each was; null where there is none. */
export interface FirstOnRecord {
  /** Catalogue. */
  catalog: EpochMs | null;
  /** Minute that was measured, of anything. */
  measured: EpochMs | null;
  /** Outage of the ledger, of anything. */
  outage: EpochMs | null;
}

/** The first of January begins so much earlier in the farthest zone than in UTC. */
const farthestEast = 14 * hour;

/**
 * Since when silence means that nothing was down: since there was a catalogue, or anything was measured. A ledger that reaches back
 * further was kept elsewhere and brought in; it is taken as kept from the beginning of the year of its first outage. Null: not yet.
 */
export function recordedFrom({ catalog, measured, outage }: FirstOnRecord): EpochMs | null {
  const known = [catalog, measured].flatMap((at) => at ?? []);
  const seen = known.length === 0 ? null : Math.min(...known);
  if (outage === null || (seen !== null && outage >= seen)) return seen;
  return Date.UTC(new Date(outage).getUTCFullYear(), 0, 1) - farthestEast;
}

/** The time of a period before anything was on record, which nobody measured; null where there is none. */
export function beforeRecord(from: EpochMs | null, period: Interval): Interval | null {
  const to = Math.min(from ?? period.to, period.to);
  return to > period.from ? { from: period.from, to } : null;
}

/** Unmeasured time of the period with what lies before the record, disjoint and in order. */
export function withUnrecorded(unmeasured: readonly Interval[], before: Interval | null): Interval[] {
  if (before === null) return [...unmeasured];
  const later = unmeasured.filter(({ to }) => to > before.to);
  const next = later[0];
  if (next === undefined || next.from > before.to) return [before, ...later];
  return [{ from: before.from, to: next.to }, ...later.slice(1)];
}
