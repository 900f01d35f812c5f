import type { CountingPolicy, LedgerRow } from '../src/features/outages/availability.ts';
import type { Interval } from '../src/maths/instants.ts';

/** Shares as parts of 10⁹. Sums over a month stay below 2⁵³. */
export const billion = 1_000_000_000;

export interface BySecond {
  counts: number;
  excluded: number;
  unknown: number;
  own: number;
  vendor: number;
  both: number;
  raw: number;
  below: number;
  belowSpells: number;
  spells: number;
}

/**
 * Availability by brute force, a second after the other, straight from the words of the method; nothing is shared with the code
 * that it is held against. Seconds, and down-time in seconds · 10⁹. All ends must be whole seconds.
 */
export function availabilityBySecond(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): BySecond {
  const first = Math.min(period.from, ...rows.map(({ from }) => from)) / 1_000;
  const end = Math.max(period.to, ...rows.map(({ to }) => to)) / 1_000;
  const [periodFrom, periodTo] = [period.from / 1_000 - first, period.to / 1_000 - first];
  const seconds = end - first;
  const largest = (chosen: (row: LedgerRow) => boolean, over: (row: LedgerRow) => Interval, whole = false) => {
    const all = new Int32Array(seconds);
    for (const row of rows.filter(chosen)) {
      const share = Math.round(Number(row.share) * billion);
      const parts = whole && share > 0 ? billion : share;
      const { from, to } = over(row);
      for (let t = Math.max(0, from / 1_000 - first); t < Math.min(seconds, to / 1_000 - first); t++) {
        if (parts > all[t]!) all[t] = parts;
      }
    }
    return all;
  };
  const covered = (chosen: (row: LedgerRow) => boolean) => {
    const all = new Uint8Array(seconds);
    for (const { from, to } of rows.filter(chosen)) {
      for (let t = from / 1_000 - first; t < to / 1_000 - first; t++) all[t] = 1;
    }
    return all;
  };
  const real = ({ kind }: LedgerRow) => kind !== 'false-positive';
  const leftOut = (row: LedgerRow) => row.excluded && policy.planned !== 'down';
  const outage = (row: LedgerRow) => real(row) && row.kind !== 'unknown' && !leftOut(row);
  const whole = policy.partial === 'all-or-nothing';
  const by = (fault: LedgerRow['fault']) =>
    largest(
      (row) => outage(row) && row.fault === fault,
      (row) => row,
      whole,
    );
  const inside = (fault: LedgerRow['fault']) =>
    largest(
      (row) => outage(row) && row.kind === 'unplanned' && row.fault === fault,
      (row) => row,
      whole,
    );
  const [own, vendor, both, ownInside, bothInside] = [
    by('own'),
    by('vendor'),
    by('both'),
    inside('own'),
    inside('both'),
  ];
  const excluded = covered((row) => real(row) && leftOut(row));
  const unknown = covered((row) => row.kind === 'unknown' && !leftOut(row));
  const raw = largest(
    ({ kind }) => kind !== 'unknown',
    ({ detectedFrom, detectedTo }) => ({ from: detectedFrom, to: detectedTo }),
  );
  const total = new Int32Array(seconds);
  for (let t = 0; t < seconds; t++) {
    total[t] = excluded[t] ? Math.max(ownInside[t]!, bothInside[t]!) : Math.max(own[t]!, vendor[t]!, both[t]!);
  }
  const sums = {
    counts: 0,
    excluded: 0,
    unknown: 0,
    own: 0,
    vendor: 0,
    both: 0,
    raw: 0,
    below: 0,
    belowSpells: 0,
    spells: 0,
  };
  for (let t = 0; t < seconds; ) {
    let next = t + 1;
    if (total[t]! > 0) while (next < seconds && total[next]! > 0) next++;
    const tooShort = total[t]! > 0 && next - t < policy.minimumSeconds;
    let touched = false;
    for (let s = t; s < next; s++) {
      if (s < periodFrom || s >= periodTo) continue;
      touched = true;
      sums.raw += raw[s]!;
      if (tooShort) sums.below += total[s]!;
      const down = total[s]! > 0 && !tooShort;
      if (excluded[s] && !down) {
        if (policy.planned === 'exclude') sums.excluded += 1;
        else sums.counts += 1;
        continue;
      }
      sums.counts += 1;
      if (!down) {
        if (unknown[s] && total[s] === 0) sums.unknown += 1;
        continue;
      }
      const a = excluded[s] ? ownInside[s]! : own[s]!;
      const b = excluded[s] ? 0 : vendor[s]!;
      const c = excluded[s] ? bothInside[s]! : both[s]!;
      const shared = Math.max(c, Math.min(a, b));
      sums.both += shared;
      sums.own += Math.max(0, a - shared);
      sums.vendor += Math.max(0, b - shared);
    }
    if (touched && total[t]! > 0) {
      if (tooShort) sums.belowSpells += 1;
      else sums.spells += 1;
    }
    t = next;
  }
  return sums;
}
