import type { ExactFraction } from '../../../../src/features/outages/availability.ts';
import { grouped } from './numbers.ts';

type Fraction = Pick<ExactFraction, 'numerator' | 'denominator'>;
const fewest = 3;
const most = 12;

/**
 * A fraction of 0 to 1 as percent, rounded half up to three places: `99.926%`. Where that would read as 100% or as none, or on
 * the other side of `target` than it is, it has as many more places as it needs; only what is whole reads `100%`.
 */
export function fractionText(fraction: Fraction, target?: Fraction): string {
  if (fraction.numerator === fraction.denominator) return '100%';
  if (fraction.numerator === 0) return '0%';
  const numerator = BigInt(fraction.numerator);
  const denominator = BigInt(fraction.denominator);
  const side = target && sideOf(numerator, denominator, target);
  for (let places = fewest; places < most; places += 1) {
    const unit = 10n ** BigInt(places);
    const rounded = (200n * numerator * unit + denominator) / (2n * denominator);
    const isHonest = rounded !== 0n && rounded !== 100n * unit;
    if (isHonest && (target === undefined || sideOf(rounded, 100n * unit, target) === side))
      return percent(rounded, places);
  }
  const unit = 10n ** BigInt(most);
  return percent((100n * numerator * unit) / denominator, most);
}

/** −1 below it, 0 exactly it, 1 above. */
function sideOf(numerator: bigint, denominator: bigint, target: Fraction): number {
  const difference = numerator * BigInt(target.denominator) - BigInt(target.numerator) * denominator;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

function percent(scaled: bigint, places: number): string {
  const digits = String(scaled).padStart(places + 1, '0');
  return `${grouped(`${digits.slice(0, -places)}.${digits.slice(-places)}`)}%`;
}

/** `43 108 ÷ 43 140`. */
export const divisionText = ({ numerator, denominator }: Fraction): string =>
  `${grouped(String(numerator))} ÷ ${grouped(String(denominator))}`;

/** Seconds to the last one, in their units: `1 h 02 min 05 s`; what a share leaves of a second has three places at most. */
export function secondsText(seconds: number): string {
  const thousandths = Math.round(Math.abs(seconds) * 1000);
  const whole = Math.floor(thousandths / 1000);
  const rest = thousandths % 1000;
  const part = rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
  const [days, hours, minutes, left] = [
    Math.floor(whole / 86_400),
    Math.floor((whole % 86_400) / 3_600),
    Math.floor((whole % 3_600) / 60),
    whole % 60,
  ];
  const words = [
    days > 0 ? `${grouped(String(days))} d` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    left > 0 || part !== '' ? `${left}${part} s` : '',
  ].filter((word) => word !== '');
  return `${seconds < 0 ? '−' : ''}${words.join(' ') || '0 s'}`;
}
