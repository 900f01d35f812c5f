import type { Fraction } from '../../../maths/ratios.ts';

/** When an alert burns: both windows spend the budget at least `factor` times as fast as it lasts. */
export interface BurnRule {
  severity: 'page' | 'ticket';
  longMinutes: number;
  shortMinutes: number;
  factor: Fraction;
}

/**
 * How much of the budget each window may spend. Source: The Site Reliability Workbook (Google, O'Reilly 2018), chapter 5,
 * table 5-8 with the ticket of one day from its listing: 14.4, 6, 3 and 1 times the allowed rate over a window of 30 days.
 */
export const workbookTable = [
  { severity: 'page', longMinutes: 60, shortMinutes: 5, budgetPercent: 2 },
  { severity: 'page', longMinutes: 360, shortMinutes: 30, budgetPercent: 5 },
  { severity: 'ticket', longMinutes: 1_440, shortMinutes: 120, budgetPercent: 10 },
  { severity: 'ticket', longMinutes: 4_320, shortMinutes: 360, budgetPercent: 10 },
] as const;

/** The rule of a budget of so many minutes: share of the budget × budget's length ÷ window's length, exactly. */
export const factorFor = (budgetPercent: number, longMinutes: number, budgetMinutes: number): Fraction => ({
  numerator: budgetPercent * budgetMinutes,
  denominator: 100 * longMinutes,
});

/** Below so much of the allowed rate an alert would tell of what is within the budget (28 days come to 0.933). */
const leastFactor: Fraction = { numerator: 9, denominator: 10 };

/** The workbook's rules for a budget of so many minutes; those are left out that a rate within the budget would set off. */
export function workbookRules(budgetMinutes: number): BurnRule[] {
  return workbookTable
    .map(({ budgetPercent, ...rule }) => ({
      ...rule,
      factor: factorFor(budgetPercent, rule.longMinutes, budgetMinutes),
    }))
    .filter(({ factor }) => factor.numerator * leastFactor.denominator >= leastFactor.numerator * factor.denominator);
}

/** The longest short window: minutes are kept no longer. */
export const longestShortMinutes = 360;

/** The rule of an AlertCondition: its short window is a twelfth of the long one, as the workbook has it, at least a minute. */
export function conditionRule(severity: string, factorText: string, lookbackMinutes: number): BurnRule | null {
  const [whole = '', places = ''] = factorText.split('.');
  const factor = { numerator: Number(whole + places), denominator: 10 ** places.length };
  if (!Number.isSafeInteger(factor.numerator) || factor.numerator <= 0 || places.length > 6) return null;
  // beyond the minutes that are kept a window begins with an hour
  const longMinutes = lookbackMinutes > longestShortMinutes ? Math.ceil(lookbackMinutes / 60) * 60 : lookbackMinutes;
  const shortMinutes = Math.max(1, Math.min(longestShortMinutes, Math.round(longMinutes / 12)));
  return { severity: pages.test(severity) ? 'page' : 'ticket', longMinutes, shortMinutes, factor };
}

const pages = /^(page|critical|sev-?1|p1|1)$/i;
