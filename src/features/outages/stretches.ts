import type { EpochMs } from '../../maths/instants.ts';
import type { CountingPolicy, LedgerRow } from './availability.ts';
import type { ShareScale } from './share-scale.ts';

/** A stretch of time in which nothing changes: which parts of the whole are down by whose fault, and what covers it. */
export interface Stretch {
  from: EpochMs;
  to: EpochMs;
  own: number;
  vendor: number;
  both: number;
  /** own + vendor + both: the largest share of any counted outage. */
  down: number;
  excluded: boolean;
  unknown: boolean;
}

/** Shares of the outages that last now; the largest one counts. Few last at once, so a sorted list does. */
class Lasting {
  readonly #parts: number[] = [];

  get largest(): number {
    return this.#parts.at(-1) ?? 0;
  }

  change(parts: number, starts: boolean): void {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#parts[middle]! < parts) low = middle + 1;
      else high = middle;
    }
    this.#parts.splice(low, starts ? 0 : 1, ...(starts ? [parts] : []));
  }
}

type Lane = 'own' | 'vendor' | 'both' | 'ownInside' | 'bothInside' | 'excluded' | 'unknown';

/** Where a row counts: `…Inside` also within excluded time, where only own unplanned outages do. */
function lanesOf({ kind, fault, excluded }: LedgerRow, planned: CountingPolicy['planned']): Lane[] {
  if (kind === 'false-positive') return [];
  if (excluded && planned !== 'down') return ['excluded'];
  if (kind === 'unknown') return ['unknown'];
  if (kind === 'planned' || fault === 'vendor') return [fault];
  return fault === 'own' ? ['own', 'ownInside'] : ['both', 'bothInside'];
}

/**
 * All rows laid over each other, in order of time: one sweep over their ends. A stretch in which nothing is down, excluded or
 * unknown is left out, unless it lies between others. Time is whole milliseconds; shares are parts of `scale.whole`.
 */
export function stretchesOf(rows: readonly LedgerRow[], policy: CountingPolicy, scale: ShareScale): Stretch[] {
  const events: { at: EpochMs; starts: boolean; lane: Lane; parts: number }[] = [];
  for (const row of rows) {
    if (row.to <= row.from) continue;
    for (const lane of lanesOf(row, policy.planned)) {
      const parts = lane === 'excluded' || lane === 'unknown' ? scale.whole : scale.partsOf(row.share);
      if (parts === 0) continue;
      events.push({ at: row.from, starts: true, lane, parts }, { at: row.to, starts: false, lane, parts });
    }
  }
  events.sort((one, other) => one.at - other.at);
  const lasting = Object.fromEntries(
    (['own', 'vendor', 'both', 'ownInside', 'bothInside', 'excluded', 'unknown'] as const).map((lane) => [
      lane,
      new Lasting(),
    ]),
  ) as Record<Lane, Lasting>;
  const stretches: Stretch[] = [];
  for (const [i, { at, starts, lane, parts }] of events.entries()) {
    lasting[lane].change(parts, starts);
    const next = events[i + 1]?.at ?? at;
    if (next > at) stretches.push({ from: at, to: next, ...split(lasting) });
  }
  return stretches;
}

/** Whose fault it is: where own and vendor parts overlap, both had part; own + vendor + both is the largest of all. */
function split(lasting: Record<Lane, Lasting>): Omit<Stretch, 'from' | 'to'> {
  const excluded = lasting.excluded.largest > 0;
  const a = (excluded ? lasting.ownInside : lasting.own).largest;
  const b = excluded ? 0 : lasting.vendor.largest;
  const c = (excluded ? lasting.bothInside : lasting.both).largest;
  const both = Math.max(c, Math.min(a, b));
  const own = Math.max(0, a - both);
  const vendor = Math.max(0, b - both);
  return { own, vendor, both, down: own + vendor + both, excluded, unknown: lasting.unknown.largest > 0 };
}
