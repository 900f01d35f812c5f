import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { type Fraction, parseRatio } from '../../../maths/ratios.ts';
import { type IndicatorMinutes, type IndicatorTotals, totalsOf } from '../../objectives/indicator-minutes.ts';
import type { Objective } from '../../objectives/judge.ts';
import type { AlarmSpell } from '../../objectives/step-alarm.ts';
import { delayOfTrial, firesOf } from './rule-fires.ts';
import { gridAround, type RuleText } from './threshold-grid.ts';
import { earlyMinutes } from './told-of.ts';

/** What a proposal is made from: the minutes of the measure from a window before the period on, and the P1 and P2 above it. */
export interface ProposalFacts {
  present: RuleText;
  minutes: IndicatorMinutes;
  period: Interval;
  losses: readonly Interval[];
  /** The share of requests that fails in trials: what the processes above call a partial loss. */
  failing: Fraction;
}

/** What a rule does in the period. */
export interface RuleResult {
  rule: RuleText;
  fires: number;
  minutes: number;
  /** By loss: when it was told, null: not. */
  told: readonly (EpochMs | null)[];
  spells: readonly AlarmSpell[];
}

/** A rule may tell of a loss so much later than the present one. */
export const laterMinutes = 5;
const trials = 48;

/** Everything that rules are held against, worked out once. */
export class ThresholdTrial {
  readonly now: RuleResult;
  readonly grid: readonly RuleText[];
  private readonly facts: ProposalFacts;
  private readonly totals: IndicatorTotals;
  private readonly trialTimes: readonly { at: EpochMs; delay: number }[];

  constructor(facts: ProposalFacts) {
    this.facts = facts;
    this.totals = totalsOf(facts.minutes);
    this.grid = gridAround(facts.present, this.totals);
    this.now = this.resultOf(facts.present, false)!;
    const objective = objectiveOf(facts.present)!;
    const { from, to } = facts.period;
    const apart = Math.max(1, Math.floor((to - from) / minute / trials)) * minute;
    this.trialTimes = Array.from({ length: trials }, (_, nth) => from + nth * apart).flatMap((at) => {
      const delay = delayOfTrial(facts.minutes, this.totals, objective, at, facts.failing);
      return delay === null ? [] : [{ at, delay }];
    });
  }

  /**
   * What a rule does; null where it fires far oftener than the present one, or would not notice within five minutes of it that such a
   * share of all requests fails.
   */
  tried(rule: RuleText): RuleResult | null {
    const objective = objectiveOf(rule);
    return objective !== null && this.notices(objective) ? this.resultOf(rule, true) : null;
  }

  private notices(objective: Objective): boolean {
    const { minutes, failing } = this.facts;
    return this.trialTimes.every(({ at, delay }) => {
      const later = delayOfTrial(minutes, this.totals, objective, at, failing);
      return later !== null && later <= delay + laterMinutes;
    });
  }

  /** `isNew`: it must begin to fire for a loss; what fired long before tells of nothing. */
  private resultOf(rule: RuleText, isNew: boolean): RuleResult | null {
    const { period, losses } = this.facts;
    const spells = firesOf(this.totals, objectiveOf(rule)!, period, isNew ? 2 * this.now.fires + 10 : undefined);
    if (spells === null) return null;
    return {
      ...{ rule, spells, fires: spells.length },
      minutes: spells.reduce((sum, { startedAt, endedAt }) => sum + ((endedAt ?? startedAt) - startedAt) / minute, 0),
      told: losses.map((loss) => toldAt(spells, loss, isNew)),
    };
  }
}

export function objectiveOf({ atLeast, overMinutes, floor }: RuleText): Objective | null {
  const share = parseRatio(atLeast);
  return share === null ? null : { atLeast: share, overMinutes, floor };
}

function toldAt(spells: readonly AlarmSpell[], { from, to }: Interval, isNew: boolean): EpochMs | null {
  const early = from - earlyMinutes * minute;
  const begun = spells.find(({ startedAt }) => startedAt >= early && startedAt < to);
  if (begun) return begun.startedAt;
  const lasts = spells.some(({ startedAt, endedAt }) => startedAt < early && (endedAt ?? to) > early);
  return lasts && !isNew ? from : null;
}

/** Whether a rule tells of every loss (of those that `counts`) that the present one tells of, at most five minutes later. */
export function keepsAll(
  now: RuleResult,
  { told }: RuleResult,
  counts: (nth: number) => boolean = () => true,
): boolean {
  return now.told.every(
    (at, nth) => at === null || !counts(nth) || (told[nth] != null && told[nth] <= at + laterMinutes * minute),
  );
}

/** Fewer fires, of as many fewer minutes. */
export const isFewer = (a: Pick<RuleResult, 'fires' | 'minutes'>, b: Pick<RuleResult, 'fires' | 'minutes'>): boolean =>
  a.fires < b.fires || (a.fires === b.fires && a.minutes < b.minutes);

/** The best of those tried: fewest fires, then minutes, then the one that changes least of the present rule. */
export function bestOf(present: RuleText, results: readonly RuleResult[]): RuleResult | null {
  const changes = ({ atLeast, overMinutes, floor }: RuleText): number =>
    Number(atLeast !== present.atLeast) + Number(overMinutes !== present.overMinutes) + Number(floor !== present.floor);
  const order = (a: RuleResult, b: RuleResult): number =>
    a.fires - b.fires || a.minutes - b.minutes || changes(a.rule) - changes(b.rule);
  return [...results].sort(order)[0] ?? null;
}
