import type { Estimate } from '../../../maths/estimate.ts';
import { type Fraction, parseRatio } from '../../../maths/ratios.ts';
import type { ExactFraction } from '../../outages/availability.ts';
import type { Column, Language, Value } from './document.ts';
import { inPolish } from './words/in-polish.ts';

export const text = (words: string): Value => ({ kind: 'text', text: words });
/** What somebody named or wrote: shown as it is, in every language. */
export const written = (words: string): Value => ({ kind: 'text', text: words, foreign: true });
/** What Waga itself says in the report, in English there: a sentence, or a number as text. */
export function said(english: string, language: Language): Value {
  if (language === 'en') return text(english);
  return text(inPolish(english) ?? english.replace(/^(-?\d+)\.(\d+)$/, '$1,$2'));
}
export const count = (number: number): Value => ({ kind: 'count', count: number });
export const seconds = (number: number): Value => ({ kind: 'seconds', seconds: number });
export const none = (why = ''): Value => ({ kind: 'none', why });
/** An RFC 3339 instant. */
export const instant = (at: string): Value => ({ kind: 'instant', at: Date.parse(at) });
export const money = (minor: number, currency: string): Value => ({ kind: 'money', minor, currency });

export const bound = (low: ExactFraction, high: ExactFraction, target?: Fraction): Value => ({
  kind: 'bound',
  low,
  high,
  target,
});
export const exact = (low: ExactFraction, high = low): Value => ({ kind: 'exact', low, high });

/** Money where its unit is `PLN-minor` (also an hour or a year: the title says which), else a number in its unit. */
export function estimated(estimate: Estimate | null, missing: string): Value {
  if (estimate === null) return none(missing);
  const { value, low, high, level, unit } = estimate;
  const currency = /^([A-Z]{3})-minor(\/\w+)?$/.exec(unit)?.[1];
  const range = { low, high, level };
  if (currency !== undefined) return { kind: 'money', minor: value, currency, range };
  return { kind: 'number', value, unit, range };
}

/** Decimal text of a share, such as a promised "0.999", as percent; as it is where it is no decimal. */
export function shareOf(decimal: string): Value {
  const fraction = parseRatio(decimal);
  return fraction === null ? written(decimal) : { kind: 'percent', fraction, given: decimal };
}

/** A number of a model, ≥ 0, as a fraction that percent can be made of; a billionth is more than models know. */
export const roughly = (share: number): Fraction => ({
  numerator: Math.round(Math.max(0, share) * 1e9),
  denominator: 1e9,
});

export const column = (
  key: string,
  title: string,
  kind: Value['kind'],
  weight: number,
  more: Pick<Column, 'only' | 'ranged' | 'below'> = {},
): Column => ({ key, title, kind, weight, ...more });
