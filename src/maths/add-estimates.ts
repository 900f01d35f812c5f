import type { Estimate } from './estimate.ts';
import { moneyText } from './money.ts';

const gradesWeakestLast = ['experiment', 'incidents', 'observed', 'transferred', 'assumed'] as const;

/**
 * Adds money estimates, one sum per unit (so per currency), in the order of the units' names.
 *
 * Values add. Lower bounds add and upper bounds add, as if all errors went the same way: the processes of one shop share
 * their causes and their level, so to take the root of the squares would promise too much. For errors that are not
 * so tied the sum's interval is wider than its level says, never narrower (exactly so for normal errors). The level is the
 * lowest, the grade the weakest, completeness the least of the parts; the minutes of evidence add.
 */
export function addEstimates(parts: readonly Estimate[]): Estimate[] {
  const byUnit = Map.groupBy(parts, ({ unit }) => unit);
  return [...byUnit.keys()].sort().map((unit) => sumOf(unit, byUnit.get(unit)!));
}

function sumOf(unit: string, parts: readonly Estimate[]): Estimate {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const sum = (key: 'value' | 'low' | 'high') => parts.reduce((total, part) => total + part[key], 0);
  const minutes = parts.map(({ basis }) => basis.minutes).filter((count) => count !== undefined);
  return withText({
    value: sum('value'),
    unit,
    low: sum('low'),
    high: sum('high'),
    level: Math.min(...parts.map(({ level }) => level)),
    method: `sum of ${parts.length}, bounds added`,
    basis: minutes.length === 0 ? {} : { minutes: minutes.reduce((total, count) => total + count, 0) },
    grade: gradesWeakestLast[Math.max(...parts.map(({ grade }) => gradesWeakestLast.indexOf(grade)))]!,
    version: 'sum-1',
    completeness: Math.min(...parts.map(({ completeness }) => completeness)),
  });
}

/** The estimate with its decimal texts, where its unit is money (`<CUR>-minor` or `<CUR>-minor/h`). */
export function withText(estimate: Estimate): Estimate {
  const currency = /^([A-Z]{3})-minor(\/h)?$/.exec(estimate.unit)?.[1];
  if (currency === undefined) return estimate;
  const text = (minor: number) => moneyText(minor, currency);
  return {
    ...estimate,
    text: { value: text(estimate.value), low: text(estimate.low), high: text(estimate.high) },
  };
}
