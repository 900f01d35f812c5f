import { moneyText } from '../../../maths/money.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import type { ExactText, Language, Range, Value } from './document.ts';
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

/** How a value reads in HTML and PDF; `shown` in CSV. */
export function showValue(value: Value, { language, timeZone }: Reading): string {
  const words = wordsOf(language);
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'count':
      return decimalText(String(value.count), language);
    case 'percent':
      return percentText(value.fraction, language, value.target);
    case 'bound':
      return boundText(value.low, value.high, (one) => percentText(one, language, value.target), words);
    case 'exact':
      return boundText(value.low, value.high, (one) => exactText(one, language), words);
    case 'money': {
      const amount = (minor: number) =>
        `${decimalText(moneyText(minor, value.currency), language)}\u00a0${value.currency}`;
      return ranged(value.minor, value.range, amount, language);
    }
    case 'number': {
      const unit = value.unit === '' ? '' : `\u00a0${value.unit}`;
      return ranged(value.value, value.range, (one) => `${decimalText(plainNumber(one), language)}${unit}`, language);
    }
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

const boundText = <F extends Fraction>(low: F, high: F, show: (one: F) => string, words: Words): string =>
  low.numerator === high.numerator && low.denominator === high.denominator
    ? show(low)
    : `${show(low)} ${words.to} ${show(high)}`;

/** `1723/1728 = 0.997106…`: the dots say that the decimal text was cut. */
function exactText({ numerator, denominator, text }: ExactText, language: Language): string {
  const cut = (BigInt(numerator) * 1_000_000n) % BigInt(denominator) !== 0n;
  return `${numerator}/${denominator} = ${decimalText(text, language)}${cut ? '…' : ''}`;
}

function ranged(value: number, range: Range | undefined, show: (one: number) => string, language: Language): string {
  if (range === undefined || (range.low === range.high && range.low === value)) return show(value);
  const level = range.level === null ? '' : `; ${wordsOf(language).level(levelText(range.level, language))}`;
  return `${show(value)} (${show(range.low)} – ${show(range.high)}${level})`;
}

const levelText = (level: number, language: Language): string =>
  `${decimalText(String(Math.round(level * 1_000) / 10), language)}%`;

/** At most three places, never in powers of ten. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(3).replace(/\.?0+$/, '');
