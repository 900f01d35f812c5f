import { type EpochMs, hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { EventValue } from '../../impact/event-value.ts';
import { reachedText } from '../judge.ts';
import type { BurnShown, ObjectiveRow } from '../slo-contract.ts';
import { allowedShare, type Book, type Objective } from './book.ts';
import { allowedText, type Budget, budgetOf, isMet, leftEvents, leftRatio, unitsText } from './budget.ts';
import { badEventWorth, moneyOf } from './budget-money.ts';
import { burnOf } from './burn-rate.ts';
import { countAt } from './burns.ts';
import { countedIn } from './business-hours.ts';
import { forecastOf } from './forecast.ts';
import { type SloRule, unitsOf } from './plan.ts';
import { sumBetween } from './totals.ts';
import { windowAt } from './window.ts';

/** What a row needs beyond the book. */
export interface RowFacts {
  now: EpochMs;
  /** Minutes without anything complete after which burn rates say nothing of now. */
  silentAfterMs: number;
  eventValue: (process: string) => EventValue | null;
  showsMoney: (objective: Objective) => boolean;
}

/** One objective as it crosses HTTP. */
export function rowOf(book: Book, objective: Objective, facts: RowFacts): ObjectiveRow {
  const { plan, versions, place } = objective;
  const rule = plan.rule;
  const until = place < 0 ? 0 : book.totals.ring.until[place]! * minute;
  const to = until === 0 ? Math.floor(facts.now / minute) * minute : until;
  const budget = rule === null || until === 0 ? null : budgetAt(book, objective, rule);
  const window = rule === null ? { from: to, to } : windowAt(rule.window, to);
  const met = budget === null ? null : isMet(budget);
  return {
    ...{ name: plan.name, displayName: plan.displayName, service: plan.service, subject: plan.subject },
    ...{ indicator: plan.indicator, goodMeans: plan.goodMeans, method: plan.method, target: plan.targetText },
    window: {
      rolling: rule?.window.rolling ?? true,
      duration: rule?.window.duration ?? plan.windowText,
      timeZone: rule === null || rule.window.rolling ? null : rule.window.timeZone,
      from: toRfc3339(window.from),
      to: toRfc3339(window.to),
      businessHours: rule?.hours?.calendar ?? null,
    },
    state: rule === null ? 'unsupported' : met === null ? 'unmeasured' : met ? 'met' : 'missed',
    why: rule === null ? plan.why : met === null ? 'nothing that counts was measured in its window yet' : null,
    ...countsOf(budget, rule),
    completeness: rule === null || until === 0 ? 0 : completenessOf(book, place, rule, window.from, facts.now),
    budget: budget === null || met === null || rule === null ? null : budgetShown(book, objective, rule, budget, facts),
    burns: place < 0 ? [] : burnsShown(book, place, facts.now - until >= facts.silentAfterMs),
    validFrom: toRfc3339(versions.at(-1)?.from ?? facts.now),
    versions: versions.length,
  };
}

/** The budget of the window so far; each rule of the time in it allows what its own target does. */
export function budgetAt(book: Book, { versions, place }: Objective, rule: SloRule): Budget {
  const { windows, totals } = book;
  const at = windows.first[place]!;
  const units = unitsOf(rule.slicing.method);
  const from = windows.budgetFrom[place]!;
  const whole = { good: windows.good[at]!, valid: windows.valid[at]!, target: rule.target };
  const edits = versions.slice(1).filter((one) => Math.ceil(one.from / minute) > from && one.plan.rule !== null);
  if (edits.every((one) => one.plan.rule!.targetText === versions[0]?.plan.rule?.targetText))
    return budgetOf([whole], units);
  const until = totals.ring.until[place]!;
  const parts = versions.flatMap(({ plan, from: begun, to }, index) => {
    const first = index === 0 ? from : Math.max(from, Math.ceil(begun / minute));
    const last = Math.min(until, to === null ? until : Math.ceil(to / minute));
    if (plan.rule === null || first >= last) return [];
    const { good, valid } = sumBetween(totals, place, first, last);
    return [{ good, valid, target: plan.rule.target }];
  });
  return budgetOf(parts, units);
}

function countsOf(budget: Budget | null, rule: SloRule | null): Pick<ObjectiveRow, 'good' | 'valid' | 'reached'> {
  if (budget === null || rule === null || budget.valid === 0n) return { good: null, valid: null, reached: null };
  return {
    good: unitsText(budget.good, budget.units),
    valid: unitsText(budget.valid, budget.units),
    reached: reachedText(Number(budget.good), Number(budget.valid), rule.targetText),
  };
}

function completenessOf(book: Book, place: number, rule: SloRule, from: EpochMs, now: EpochMs): number {
  const counted = countedIn(rule.hours, { from, to: Math.floor(now / minute) * minute });
  const measured = book.windows.measured[book.windows.first[place]!]!;
  return counted <= 0 ? 0 : Math.max(0, Math.min(1, measured / counted));
}

function budgetShown(
  book: Book,
  objective: Objective,
  rule: SloRule,
  budget: Budget,
  facts: RowFacts,
): NonNullable<ObjectiveRow['budget']> {
  const { plan, place } = objective;
  const recent = recentOf(book, place, budget.units);
  const left = leftEvents(budget);
  const window = windowAt(rule.window, book.totals.ring.until[place]! * minute);
  const windowHours = (window.to - window.from) / hour;
  const forecast = forecastOf({
    ...{ now: facts.now, left, recent, windowHours },
    allowedShare: share(allowedShare(rule)),
    end: rule.window.rolling ? null : window.to,
    leavingPerHour: Number(budget.spent) / budget.units / windowHours,
  });
  const worth = badEventWorth(rule.reading, plan.method, plan.subject, facts.eventValue);
  const shown = facts.showsMoney(objective);
  const complete = completenessOf(book, place, rule, window.from, facts.now);
  return {
    leftRatio: leftRatio(budget) ?? 0,
    allowed: allowedText(budget),
    spent: unitsText(budget.spent, budget.units),
    leftMoney: shown && 'value' in worth ? moneyOf(left, worth, complete) : null,
    burnPerHour:
      shown && 'value' in worth ? moneyOf(recent.bad / Math.max(recent.hours, 1 / 60), worth, 1, '/h') : null,
    moneyWhy: 'why' in worth ? worth.why : null,
    exhaustedAt: forecast && {
      likely: toRfc3339(forecast.likely),
      low: toRfc3339(forecast.low),
      high: forecast.high === null ? null : toRfc3339(forecast.high),
    },
  };
}

/** The last hour where it burns faster than the last six, else these. */
function recentOf({ totals, windows }: Book, place: number, units: number) {
  const until = totals.ring.until[place]!;
  const rateOf = (minutes: number) => {
    const { good, valid, measured } = sumBetween(
      totals,
      place,
      Math.max(until - minutes, windows.budgetFrom[place]!),
      until,
    );
    return { bad: (valid - good) / units, valid: valid / units, hours: measured / 60 };
  };
  const [one, six] = [rateOf(60), rateOf(360)];
  return one.bad * six.hours > six.bad * one.hours ? one : six;
}

const share = ({ numerator, denominator }: { numerator: number; denominator: number }): number =>
  numerator / denominator;

function burnsShown({ burns, windows }: Book, place: number, silent: boolean): BurnShown[] {
  const allowed = share(burns.allowed[place]!);
  return Array.from({ length: burns.first[place + 1]! - burns.first[place]! }, (_, index) => {
    const at = burns.first[place]! + index;
    const { severity, longMinutes, shortMinutes, factor } = burns.rules[at]!;
    const verdict = burns.verdicts[at]!;
    const since = burns.since[at]!;
    return {
      ...{ severity, longMinutes, shortMinutes, factor: share(factor) },
      long: burnOf(countAt(windows, burns.long[at]!), allowed),
      short: burnOf(countAt(windows, burns.short[at]!), allowed),
      state:
        silent || verdict === 'frozen' ? 'frozen' : since > 0 ? 'burning' : verdict === 'firing' ? 'burning' : verdict,
      since: since > 0 ? toRfc3339(since) : null,
    };
  });
}
