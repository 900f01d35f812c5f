import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import { type BurnVerdict, judgeBurn, type WindowCount } from './burn-rate.ts';
import type { BurnRule } from './burn-windows.ts';
import type { Windows } from './windows.ts';

/** The burn alerts of many objectives one after the other. */
export interface Burns {
  /** Objective i has the rules from `first[i]` to before `first[i + 1]`. */
  first: Int32Array;
  rules: readonly BurnRule[];
  /** The places of each rule's windows. */
  long: Int32Array;
  short: Int32Array;
  /** Allowed share of bad ones of each objective, and units of one event. */
  allowed: readonly Fraction[];
  units: Float64Array;
  /** factor × allowed share, to tell most that are calm without exact arithmetic. */
  limit: Float64Array;
  verdicts: BurnVerdict[];
  /** Since when it burns; 0: it does not. */
  since: Float64Array;
}

/** An alert that began or ended at the end of a minute. */
export interface BurnChange {
  objective: number;
  rule: BurnRule;
  from: EpochMs;
  to: EpochMs | null;
}

export function burns(
  objectives: readonly { burns: readonly BurnRule[]; allowed: Fraction; units: number }[],
  w: Pick<Windows, 'first' | 'minutes'>,
): Burns {
  const first = new Int32Array(objectives.length + 1);
  objectives.forEach((one, index) => {
    first[index + 1] = first[index]! + one.burns.length;
  });
  const rules = objectives.flatMap((one) => one.burns);
  const placesOf = (key: 'longMinutes' | 'shortMinutes'): Int32Array =>
    Int32Array.from(
      objectives.flatMap((one, index) => {
        const own = w.minutes.subarray(w.first[index]!, w.first[index + 1]!);
        return one.burns.map((rule) => w.first[index]! + own.indexOf(rule[key]));
      }),
    );
  const limits = objectives.flatMap(({ allowed, ...one }) =>
    one.burns.map(({ factor }) => (factor.numerator / factor.denominator) * (allowed.numerator / allowed.denominator)),
  );
  return {
    ...{ first, rules, long: placesOf('longMinutes'), short: placesOf('shortMinutes') },
    allowed: objectives.map(({ allowed }) => allowed),
    units: Float64Array.from(objectives, ({ units }) => units),
    limit: Float64Array.from(limits),
    verdicts: rules.map(() => 'frozen'),
    since: new Float64Array(rules.length),
  };
}

/** What a place of the windows counted. */
export const countAt = ({ good, valid, measured }: Windows, at: number): WindowCount => ({
  bad: valid[at]! - good[at]!,
  valid: valid[at]!,
  measuredMinutes: measured[at]!,
});

/**
 * Judges every rule by the windows as they were counted last. Firing begins an alert, calm ends one; where nothing can be told the
 * state before stands. Returns what began and what ended; the same windows again change nothing.
 */
export function judgeBurns(all: Burns, w: Windows, until: Int32Array): BurnChange[] {
  const changes: BurnChange[] = [];
  for (let objective = 0; objective < all.allowed.length; objective++) {
    if (until[objective] === 0) continue;
    for (let at = all.first[objective]!; at < all.first[objective + 1]!; at++) {
      const verdict = verdictAt(all, w, objective, at);
      all.verdicts[at] = verdict;
      const since = all.since[at]!;
      const now = until[objective]! * minute;
      const rule = all.rules[at]!;
      if (verdict === 'firing' && since === 0) {
        all.since[at] = now;
        changes.push({ objective, rule, from: now, to: null });
      } else if (verdict === 'calm' && since !== 0) {
        all.since[at] = 0;
        changes.push({ objective, rule, from: since, to: Math.max(now, since) });
      }
    }
  }
  return changes;
}

function verdictAt(all: Burns, w: Windows, objective: number, at: number): BurnVerdict {
  const long = all.long[at]!;
  const short = all.short[at]!;
  const rule = all.rules[at]!;
  const isMeasured = w.measured[short]! * 2 >= rule.shortMinutes && w.measured[long]! >= rule.shortMinutes;
  const valid = w.valid[long]!;
  // far below the limit nothing needs to be exact
  if (isMeasured && valid > 0 && valid - w.good[long]! < 0.99 * all.limit[at]! * valid) return 'calm';
  const counts = { long: countAt(w, long), short: countAt(w, short) };
  return judgeBurn(rule, counts, all.allowed[objective]!, all.units[objective]);
}
