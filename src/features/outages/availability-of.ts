import { fractionOf } from '../../maths/exact-fraction.ts';
import { ExactSum } from '../../maths/exact-sum.ts';
import type { Interval } from '../../maths/instants.ts';
import type { Availability, CountingPolicy, LedgerRow } from './availability.ts';
import { shareScale } from './share-scale.ts';
import { type Spell, spellsOf } from './spells.ts';
import { insideMs, rawParts, type Stretch, stretchesOf } from './stretches.ts';

type Fraction = Availability['raw'];

/**
 * What was delivered of a period by time: `A = 1 − Σ_t s_t / |T|`, s_t the largest share of the counted outages in second t, |T|
 * what is left of the period after exclusions. Rows may reach beyond the period, overlap and come in any order; false positives
 * count in the raw figure only. Raw knows no policy. Where all time is excluded each figure is 1 (nothing was owed).
 * Exact in integers throughout. Throws RangeError for an empty period or a share outside 0 to 1. Source: method.md, section 6.
 */
export function availabilityOf(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): Availability {
  return countedOf(rows, period, policy).availability;
}

/**
 * Seconds of each outage that counted in the period, weighted by share, overlaps merged: what `availabilityInterval` takes. Their
 * number is `outages` and their sum `downSeconds` of the same question.
 */
export function outageSecondsOf(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): number[] {
  return countedOf(rows, period, policy).outageSeconds;
}

/** Both at once, by one sweep. */
export function countedOf(
  rows: readonly LedgerRow[],
  period: Interval,
  policy: CountingPolicy,
): { availability: Availability; outageSeconds: number[] } {
  if (!(period.to > period.from)) throw new RangeError('a period that ends after it begins was expected');
  const scale = shareScale(rows);
  const stretches = stretchesOf(rows, policy, scale);
  const spells = spellsOf(stretches, policy.minimumSeconds);
  const spent = { own: new ExactSum(), vendor: new ExactSum(), both: new ExactSum(), below: new ExactSum() };
  const outageSeconds: number[] = [];
  let below = 0;
  for (const spell of spells) {
    const parts = addSpell(spell, period, spent);
    if (parts === 0n) continue;
    if (spell.counts) outageSeconds.push(secondsOf(parts, scale.whole));
    else below += 1;
  }
  const { excludedMs, unknownMs } = covered(stretches, spells, period, policy);
  const periodMs = period.to - period.from;
  const countsMs = periodMs - excludedMs;
  const down = spent.own.value + spent.vendor.value + spent.both.value;
  const unknown = BigInt(unknownMs) * BigInt(scale.whole);
  const without = (parts: bigint): Fraction => remaining(parts, countsMs, scale.whole);
  const raw = rawParts(rows, period, scale);
  const seconds = (parts: bigint): number => secondsOf(parts, scale.whole);
  const availability: Availability = {
    raw: remaining(raw, periodMs, scale.whole),
    adjusted: {
      low: without(policy.unknown === 'up' ? down : down + unknown),
      high: without(policy.unknown === 'down' ? down + unknown : down),
    },
    ownOnly: without(spent.own.value),
    vendorOnly: without(spent.vendor.value),
    bothOnly: without(spent.both.value),
    periodSeconds: periodMs / 1_000,
    excludedSeconds: excludedMs / 1_000,
    unmeasuredSeconds: unknownMs / 1_000,
    downSeconds: seconds(down),
    ownDownSeconds: seconds(spent.own.value),
    vendorDownSeconds: seconds(spent.vendor.value),
    bothDownSeconds: seconds(spent.both.value),
    rawDownSeconds: seconds(raw),
    belowMinimum: { spells: below, seconds: seconds(spent.below.value) },
    outages: outageSeconds.length,
    policy,
  };
  return { availability, outageSeconds };
}

type Spent = Record<'own' | 'vendor' | 'both' | 'below', ExactSum>;

/** Adds what of a spell lies in the period, and tells how much that is. */
function addSpell({ stretches, counts }: Spell, period: Interval, spent: Spent): bigint {
  const all = new ExactSum();
  for (const stretch of stretches) {
    const ms = insideMs(stretch, period);
    if (ms === 0) continue;
    all.add(ms, stretch.down);
    if (!counts) {
      spent.below.add(ms, stretch.down);
      continue;
    }
    spent.own.add(ms, stretch.own);
    spent.vendor.add(ms, stretch.vendor);
    spent.both.add(ms, stretch.both);
  }
  return all.value;
}

/** Time that leaves what counts, and time of which nothing is known: a second with an outage is known, an excluded one excluded. */
function covered(
  stretches: readonly Stretch[],
  spells: readonly Spell[],
  period: Interval,
  policy: CountingPolicy,
): { excludedMs: number; unknownMs: number } {
  const tooShort = new Set(spells.filter(({ counts }) => !counts).flatMap((spell) => spell.stretches));
  let [excludedMs, unknownMs] = [0, 0];
  for (const stretch of stretches) {
    const ms = insideMs(stretch, period);
    if (stretch.excluded) {
      // An own outage stays in what counts; one too short to count does not, so the exclusion holds.
      const stays = stretch.down > 0 && !tooShort.has(stretch);
      if (policy.planned === 'exclude' && !stays) excludedMs += ms;
    } else if (stretch.unknown && stretch.down === 0) unknownMs += ms;
  }
  return { excludedMs, unknownMs };
}

/** 1 − parts/(whole·ms), exactly. */
function remaining(parts: bigint, ms: number, whole: number): Fraction {
  const all = BigInt(ms) * BigInt(whole);
  return all === 0n ? fractionOf(1n, 1n) : fractionOf(all - parts, all);
}

/** Exact where a number can hold it, else the nearest one. */
function secondsOf(parts: bigint, whole: number): number {
  const plain = Number(parts);
  if (Number.isSafeInteger(plain)) return plain / (whole * 1_000);
  const { numerator, denominator } = fractionOf(parts, BigInt(whole) * 1_000n);
  return numerator / denominator;
}
