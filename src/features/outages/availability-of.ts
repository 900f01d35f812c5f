import { fractionOf } from '../../maths/exact-fraction.ts';
import { ExactSum } from '../../maths/exact-sum.ts';
import type { Interval } from '../../maths/instants.ts';
import { type Availability, type CountingPolicy, type LedgerRow, usualPolicy } from './availability.ts';
import { type ShareScale, shareScale } from './share-scale.ts';
import { insideMs, type Spell, spellsOf } from './spells.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

type Fraction = Availability['raw'];

/**
 * What was delivered of a period by time: `A = 1 − Σ_t s_t / |T|`, s_t the largest share of the counted outages in second t, |T|
 * what is left of the period after exclusions. Rows may reach beyond the period, overlap and come in any order; false positives
 * count in the raw figure only. Raw knows no policy. Where all time is excluded each figure is 1 (nothing was owed).
 * Exact in integers throughout. Throws RangeError for an empty period or a share outside 0 to 1. Source: method.md, section 6.
 */
export function availabilityOf(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): Availability {
  if (!(period.to > period.from)) throw new RangeError('a period that ends after it begins was expected');
  const scale = shareScale(rows, policy.partial);
  const stretches = stretchesOf(rows, policy, scale);
  const spells = spellsOf(stretches, policy.minimumSeconds);
  const spent = { own: new ExactSum(), vendor: new ExactSum(), both: new ExactSum(), below: new ExactSum() };
  let [counted, below] = [0, 0];
  for (const spell of spells) {
    const inside = addSpell(spell, period, spent);
    if (inside && spell.counts) counted += 1;
    if (inside && !spell.counts) below += 1;
  }
  const { excludedMs, unknownMs } = covered(stretches, spells, period, policy);
  const periodMs = period.to - period.from;
  const countsMs = periodMs - excludedMs;
  const down = spent.own.value + spent.vendor.value + spent.both.value;
  const unknown = BigInt(unknownMs) * BigInt(scale.whole);
  const without = (parts: bigint): Fraction => remaining(parts, countsMs, scale.whole);
  const raw = rawDown(rows, period);
  const seconds = (parts: bigint): number => secondsOf(parts, scale.whole);
  return {
    raw: remaining(raw.parts, periodMs, raw.whole),
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
    rawDownSeconds: secondsOf(raw.parts, raw.whole),
    belowMinimum: { spells: below, seconds: seconds(spent.below.value) },
    outages: counted,
    policy,
  };
}

/**
 * Seconds of each outage that counted in the period, weighted by share, overlaps merged: what `availabilityInterval` takes. Their
 * number is `outages` and their sum `downSeconds` of the same question.
 */
export function outageSecondsOf(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): number[] {
  const scale = shareScale(rows, policy.partial);
  return spellsOf(stretchesOf(rows, policy, scale), policy.minimumSeconds)
    .filter(({ counts }) => counts)
    .map(({ stretches }) => {
      const sum = new ExactSum();
      for (const stretch of stretches) sum.add(insideMs(stretch, period), stretch.down);
      return secondsOf(sum.value, scale.whole);
    })
    .filter((seconds) => seconds > 0);
}

type Spent = Record<'own' | 'vendor' | 'both' | 'below', ExactSum>;

/** Adds what of a spell lies in the period, and tells whether any does. */
function addSpell({ stretches, counts }: Spell, period: Interval, spent: Spent): boolean {
  let inside = false;
  for (const stretch of stretches) {
    const ms = insideMs(stretch, period);
    if (ms === 0) continue;
    inside = true;
    if (!counts) {
      spent.below.add(ms, stretch.down);
      continue;
    }
    spent.own.add(ms, stretch.own);
    spent.vendor.add(ms, stretch.vendor);
    spent.both.add(ms, stretch.both);
  }
  return inside;
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

/** As it was seen: every row but the unmeasured ones, over its detected times, by its share. */
function rawDown(rows: readonly LedgerRow[], period: Interval): { parts: bigint; whole: number } {
  const seen = rows
    .filter(({ kind }) => kind !== 'unknown')
    .map((row): LedgerRow => {
      const { detectedFrom: from, detectedTo: to } = row;
      return { ...row, from, to, kind: 'unplanned', fault: 'own', excluded: false };
    });
  const scale: ShareScale = shareScale(seen, 'share');
  const sum = new ExactSum();
  for (const stretch of stretchesOf(seen, usualPolicy, scale)) sum.add(insideMs(stretch, period), stretch.down);
  return { parts: sum.value, whole: scale.whole };
}

/** 1 − parts/(whole·ms), exactly. */
function remaining(parts: bigint, ms: number, whole: number): Fraction {
  const all = BigInt(ms) * BigInt(whole);
  return all === 0n ? fractionOf(1n, 1n) : fractionOf(all - parts, all);
}

/** Exact where a number can hold it. */
function secondsOf(parts: bigint, whole: number): number {
  const { numerator, denominator } = fractionOf(parts, BigInt(whole) * 1_000n);
  return numerator / denominator;
}
