import { moneyText } from '../../../maths/money.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import type { ExactText, Language, Value } from './document.ts';
import { percentDigits } from './percent.ts';
import { clockText, dayText } from './show-time.ts';
import { type Words, wordsOf } from './words/report-words.ts';

/** In what language and in which zone values are written. */
export interface Reading {
  language: Language;
  timeZone: string;
}

const marks = { en: { point: '.', gap: '\u202f' }, pl: { point: ',', gap: '\u00a0' } } as const;

/** Plain decimal text as a language writes it: digits in groups of three that never break, a decimal comma in Polish. */
export function decimalText(plain: string, language: Language): string {
  const { point, gap } = marks[language];
  const negative = plain.startsWith('-');
  const [whole = '', fraction] = (negative ? plain.slice(1) : plain).split('.');
  // Polish leaves four digits together.
  const grouped = language === 'pl' && whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+(?!\d))/g, gap);
  return `${negative ? '−' : ''}${grouped}${fraction === undefined ? '' : `${point}${fraction}`}`;
}

/** A share as percent, by the rule of percent.ts: `99.711%`, in Polish `99,711%`. */
export const percentText = (fraction: Fraction, language: Language, target?: Fraction): string =>
  `${decimalText(percentDigits(fraction, target), language)}%`;

/** Seconds as `26 h 3 min 4 s`; parts of a second to thousandths. */
export function durationText(seconds: number, language: Language): string {
  const { hour, minute, second } = wordsOf(language).units;
  const size = Math.abs(seconds);
  const whole = Math.floor(size / 60) * 60;
  const parts: [number, string][] = [
    [Math.floor(size / 3_600), hour],
    [Math.floor(size / 60) % 60, minute],
    [Number((size - whole).toFixed(3)), second],
  ];
  const told = parts.filter(([amount]) => amount !== 0);
  const text = (told.length > 0 ? told : [[0, second] as const])
    .map(([amount, unit]) => `${decimalText(String(amount), language)}\u00a0${unit}`)
    .join(' ');
  return seconds < 0 ? `−${text}` : text;
}

/** How a value reads on one line; `shown` in CSV. */
export function showValue(value: Value, reading: Reading): string {
  const { main, range } = showParts(value, reading);
  return range === '' ? main : `${main} (${range})`;
}

/** A value, and the ends of an estimate apart, which pages write below it. */
export function showParts(value: Value, reading: Reading): { main: string; range: string } {
  const { language } = reading;
  if (value.kind !== 'money' && value.kind !== 'number') return { main: plainText(value, reading), range: '' };
  const show = (one: number): string =>
    value.kind === 'money'
      ? `${decimalText(moneyText(one, value.currency), language)}\u00a0${value.currency}`
      : `${decimalText(plainNumber(one), language)}${unitText(value.unit)}`;
  const middle = value.kind === 'money' ? value.minor : value.value;
  const { range } = value;
  if (range === undefined || (range.low === range.high && range.low === middle))
    return { main: show(middle), range: '' };
  const words = wordsOf(language);
  // Two ends without a middle, such as what may be owed.
  if (range.level === null && middle === range.low)
    return { main: `${show(range.low)} ${words.to} ${show(range.high)}`, range: '' };
  const level = range.level === null ? '' : `; ${words.level(levelText(range.level, language))}`;
  return { main: show(middle), range: `${show(range.low)} – ${show(range.high)}${level}` };
}

function plainText(value: Exclude<Value, { kind: 'money' | 'number' }>, { language, timeZone }: Reading): string {
  const words = wordsOf(language);
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'count':
      return decimalText(String(value.count), language);
    case 'percent':
      return value.given ? givenText(value.given, language) : percentText(value.fraction, language, value.target);
    case 'bound':
      return boundText(value.low, value.high, (one) => percentText(one, language, value.target), words);
    case 'exact':
      return boundText(value.low, value.high, (one) => exactText(one, language), words);
    case 'seconds':
      return durationText(value.seconds, language);
    case 'instant':
      return clockText(value.at, timeZone, language);
    case 'day':
      return dayText(value.day, language);
    case 'verdict':
      return words.verdicts[value.verdict];
    case 'none':
      return value.why === '' ? words.none : value.why;
  }
}

/** A share as somebody wrote it, exactly: "0.999" is `99.9%`. */
function givenText(share: string, language: Language): string {
  const [whole = '', fraction = ''] = share.split('.');
  const digits = fraction.padEnd(2, '0');
  const rest = digits.slice(2).replace(/0+$/, '');
  const percent = String(Number(`${whole}${digits.slice(0, 2)}`));
  return `${decimalText(rest === '' ? percent : `${percent}.${rest}`, language)}%`;
}

const boundText = <F extends Fraction>(low: F, high: F, show: (one: F) => string, words: Words): string =>
  low.numerator === high.numerator && low.denominator === high.denominator
    ? show(low)
    : `${show(low)} ${words.to} ${show(high)}`;

/** `1723/1728 = 0.997106…`: the dots say that the decimal text was cut. */
function exactText({ numerator, denominator, text }: ExactText, language: Language): string {
  const cut = (BigInt(numerator) * 1_000_000n) % BigInt(denominator) !== 0n;
  return `${numerator}/${denominator} = ${decimalText(text, language)}${cut ? '…' : ''}`;
}

const levelText = (level: number, language: Language): string =>
  `${decimalText(String(Math.round(level * 1_000) / 10), language)}%`;

const unitText = (unit: string): string => (unit === '' || unit === '%' ? unit : `\u00a0${unit}`);

/** At most three places, never in powers of ten. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(3).replace(/\.?0+$/, '');
