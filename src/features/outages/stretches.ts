import { ExactSum } from '../../maths/exact-sum.ts';
import type { EpochMs, Interval } from '../../maths/instants.ts';
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
  largest = 0;

  begin(parts: number): void {
    if (parts >= this.largest) this.#parts.push(parts);
    else this.#parts.splice(this.#placeOf(parts), 0, parts);
    this.largest = this.#parts.at(-1)!;
  }

  end(parts: number): void {
    if (parts === this.largest) this.#parts.pop();
    else this.#parts.splice(this.#placeOf(parts), 1);
    this.largest = this.#parts.at(-1) ?? 0;
  }

  #placeOf(parts: number): number {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#parts[middle]! < parts) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What lasts now; `…Inside` also counts within excluded time, where only own unplanned outages do. */
class Lanes {
  readonly own = new Lasting();
  readonly vendor = new Lasting();
  readonly both = new Lasting();
  readonly ownInside = new Lasting();
  readonly bothInside = new Lasting();
  readonly excluded = new Lasting();
  readonly unknown = new Lasting();

  /** Where a row counts. */
  of({ kind, fault, excluded }: LedgerRow, planned: CountingPolicy['planned']): Lasting[] {
    if (kind === 'false-positive') return [];
    if (excluded && planned !== 'down') return [this.excluded];
    if (kind === 'unknown') return [this.unknown];
    if (kind === 'planned' || fault === 'vendor') return [this[fault]];
    return fault === 'own' ? [this.own, this.ownInside] : [this.both, this.bothInside];
  }

  /** Whose fault it is: where own and vendor parts overlap, both had part; own + vendor + both is the largest of all. */
  stretch(from: EpochMs, to: EpochMs): Stretch {
    const excluded = this.excluded.largest > 0;
    const a = (excluded ? this.ownInside : this.own).largest;
    const b = excluded ? 0 : this.vendor.largest;
    const c = (excluded ? this.bothInside : this.both).largest;
    const both = Math.max(c, Math.min(a, b));
    const own = Math.max(0, a - both);
    const vendor = Math.max(0, b - both);
    return { from, to, own, vendor, both, down: own + vendor + both, excluded, unknown: this.unknown.largest > 0 };
  }
}

interface Change {
  at: EpochMs;
  starts: boolean;
  lane: Lasting;
  parts: number;
}

/**
 * All rows laid over each other, in order of time: one sweep over their ends. A stretch in which nothing is down, excluded or
 * unknown is left out, unless it lies between others. Time is whole milliseconds; shares are parts of `scale.whole`.
 */
export function stretchesOf(
  rows: readonly LedgerRow[],
  { planned, partial }: CountingPolicy,
  scale: ShareScale,
): Stretch[] {
  const lanes = new Lanes();
  const changes: Change[] = [];
  for (const row of rows) {
    for (const lane of lanes.of(row, planned)) {
      const isCover = lane === lanes.excluded || lane === lanes.unknown;
      lay(changes, lane, row.from, row.to, isCover ? scale.whole : scale.partsOf(row.share, partial));
    }
  }
  const stretches: Stretch[] = [];
  sweep(changes, (from, to) => stretches.push(lanes.stretch(from, to)));
  return stretches;
}

/** As it was seen: every row but the unmeasured ones, over its detected times, by its share; parts · milliseconds in the period. */
export function rawParts(rows: readonly LedgerRow[], period: Interval, scale: ShareScale): bigint {
  const seen = new Lasting();
  const changes: Change[] = [];
  for (const { kind, detectedFrom, detectedTo, share } of rows) {
    if (kind !== 'unknown') lay(changes, seen, detectedFrom, detectedTo, scale.partsOf(share, 'share'));
  }
  const sum = new ExactSum();
  sweep(changes, (from, to) => sum.add(insideMs({ from, to }, period), seen.largest));
  return sum.value;
}

function lay(changes: Change[], lane: Lasting, from: EpochMs, to: EpochMs, parts: number): void {
  if (to <= from || parts === 0) return;
  changes.push({ at: from, starts: true, lane, parts }, { at: to, starts: false, lane, parts });
}

/** Calls back for every stretch of time between two changes, when those before it are made. */
function sweep(changes: Change[], stretch: (from: EpochMs, to: EpochMs) => void): void {
  changes.sort((one, other) => one.at - other.at);
  for (let i = 0; i < changes.length; i++) {
    const { at, starts, lane, parts } = changes[i]!;
    if (starts) lane.begin(parts);
    else lane.end(parts);
    const next = changes[i + 1];
    if (next !== undefined && next.at > at) stretch(at, next.at);
  }
}

/** Milliseconds of a stretch of time that lie in the period. */
export function insideMs({ from, to }: Interval, period: Interval): number {
  return Math.max(0, Math.min(to, period.to) - Math.max(from, period.from));
}
