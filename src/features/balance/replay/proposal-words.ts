import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { AlarmSpell } from '../../objectives/step-alarm.ts';
import type { ThresholdProposal } from '../replay-contract.ts';
import { bestOf, isFewer, keepsAll, type RuleResult } from './proposed-threshold.ts';
import { percentText, ruleText } from './rule-text.ts';
import type { RuleText } from './threshold-grid.ts';

/** What was tried for a measure, as it is answered. */
export interface TriedThresholds {
  measure: string;
  days: number;
  period: Interval;
  losses: readonly Interval[];
  /** The share that fails in trials, decimal text. */
  failing: string;
  now: RuleResult;
  /** Those tried that notice what the present one notices. */
  results: readonly RuleResult[];
  tried: number;
}

/** The proposal with its reason, what it rests on, and what speaks against it. */
export function proposalOf(asked: TriedThresholds): ThresholdProposal {
  const { measure, days, losses, now, results, tried } = asked;
  const seen = seenOf(now);
  const better = results.filter((one) => isFewer(one, now) && keepsAll(now, one));
  const best = losses.length > 0 && seen === 0 ? null : bestOf(now.rule, better);
  return {
    ...{ measure, days, tried, drops: losses.length },
    now: { rule: ruleText(now.rule), fires: now.fires, minutes: now.minutes, seen },
    proposed: best && {
      ...best.rule,
      rule: ruleText(best.rule),
      fires: best.fires,
      minutes: best.minutes,
      seen: seenOf(best),
    },
    why: whyOf(asked, best, seen),
    yaml: best && yamlOf(best.rule),
  };
}

const seenOf = ({ told }: RuleResult): number => told.filter((at) => at !== null).length;

const yamlOf = ({ atLeast, overMinutes, floor }: RuleText): string =>
  `  objective: { atLeast: "${atLeast}", overMinutes: ${overMinutes}, floor: ${floor} }\n`;

function whyOf(
  { losses, now, tried, days, period, results, failing }: TriedThresholds,
  best: RuleResult | null,
  seen: number,
): string {
  const share = percentText(failing);
  if (now.fires === 0) return `It did not fire in ${days} days: there is nothing to save.`;
  if (losses.length > 0 && seen === 0) {
    return `It told of none of the ${losses.length} P1 and P2 above it, so that nothing shows which rule would: a rule that fires less is no better, only quieter.`;
  }
  if (best === null) return `None of ${tried} rules fires less and keeps ${keptWords(losses.length, seen, share)}.`;
  const saved = `${now.fires} → ${best.fires} fires, ${now.minutes} → ${best.minutes} minutes in ${days} days.`;
  const trial = `It notices as well that ${share} of all requests fail, wherever the present rule does.`;
  if (losses.length === 0) {
    return `Noise only: there was no P1 or P2 above it in ${days} days, so that nothing shows that it keeps one. ${saved} ${trial}`;
  }
  return `${saved} It keeps ${keptWords(losses.length, seen, share)}, each at most 5 minutes later. ${trial} ${restsOn(seen, halves(period, losses, now, results))}`;
}

const keptWords = (losses: number, seen: number, share: string): string =>
  losses === 0
    ? `the notice that ${share} of all requests fail`
    : seen === losses
      ? `all ${losses} P1 and P2 that the present rule tells of`
      : `the ${seen} of ${losses} P1 and P2 that the present rule tells of`;

const fewLosses = 5;

function restsOn(seen: number, newer: ReturnType<typeof halves>): string {
  const few =
    seen < fewLosses ? `It rests on ${seen} alone, which is little: try it in shadow first.` : `It rests on ${seen}.`;
  if (newer === null) return few;
  const missed = newer.missed === 0 ? 'missed none' : `missed ${newer.missed}`;
  return `${few} The rule that the older half alone would have chosen ${missed} of ${newer.losses} in the newer half, with ${newer.fires} fires there instead of ${newer.before}.`;
}

/** How the rule that the older half of the time chooses does in the newer one; null where a half has no loss to hold it against. */
function halves({ from, to }: Interval, losses: readonly Interval[], now: RuleResult, results: readonly RuleResult[]) {
  const middle = from + (to - from) / 2;
  const isOlder = losses.map((loss) => loss.from < middle);
  const told = now.told.map((at, nth) => ({ at, nth })).filter(({ at }) => at !== null);
  const newer = told.filter(({ nth }) => !isOlder[nth]);
  if (newer.length === 0 || newer.length === told.length) return null;
  // chosen as if the newer half had not been yet: neither its fires nor its losses count
  const before = within(now.spells, from, middle);
  const chosen = results
    .filter((one) => keepsAll(now, one, (nth) => isOlder[nth]!) && isFewer(within(one.spells, from, middle), before))
    .reduce<RuleResult>(
      (a, b) => (isFewer(within(b.spells, from, middle), within(a.spells, from, middle)) ? b : a),
      now,
    );
  return {
    losses: newer.length,
    missed: newer.filter(({ nth }) => chosen.told[nth] === null).length,
    fires: within(chosen.spells, middle, to).fires,
    before: within(now.spells, middle, to).fires,
  };
}

function within(spells: readonly AlarmSpell[], from: EpochMs, to: EpochMs): { fires: number; minutes: number } {
  const some = spells.filter(({ startedAt }) => startedAt >= from && startedAt < to);
  return { fires: some.length, minutes: some.reduce((sum, one) => sum + (one.endedAt ?? to) - one.startedAt, 0) };
}
