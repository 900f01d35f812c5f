import type { Estimate } from '../../../../src/maths/estimate.ts';
import { minorDigits, moneyText } from '../../../../src/maths/money.ts';
import { bigText, countText, estimatedCountText, grouped, shareText } from './numbers.ts';

/** How an estimate's number is to be read: money by its unit, else a count of something or a share of one. */
export interface AmountText {
  /** `12 400 PLN/h` */
  value: string;
  /** `9 800–15 100` */
  interval: string;
  /** `90%` */
  level: string;
  /** Money to the last minor unit, `12 400.00 PLN/h`; null for what is no money. */
  exact: string | null;
  /** Everything in full, for titles and screen readers. */
  full: string;
}

const moneyUnit = /^([A-Z]{3})-minor(\/h)?$/;

/** The currency of a money estimate, else null. */
export function currencyOf(unit: string): string | null {
  return moneyUnit.exec(unit)?.[1] ?? null;
}

/** Money for a glance, without the currency: whole units from a hundred on, `1.24 M` from a million on. */
function glanceMoney(minor: number, currency: string): string {
  const major = minor / 10 ** minorDigits(currency);
  if (Math.abs(major) >= 1e6) return bigText(major) ?? '';
  return Math.abs(major) >= 100 || minor === 0 ? countText(major) : grouped(moneyText(minor, currency));
}

/** An estimate as people read it. Its method, basis and grade stand in what it is made of. */
export function amountText(estimate: Estimate): AmountText {
  const match = moneyUnit.exec(estimate.unit);
  const level = `${Math.round(estimate.level * 1000) / 10}%`;
  if (match) {
    const currency = match[1] ?? '';
    const per = `${currency}${match[2] ?? ''}`;
    const glance = (minor: number): string => glanceMoney(minor, currency);
    const exact = (minor: number): string => grouped(moneyText(minor, currency));
    return {
      value: `${glance(estimate.value)} ${per}`,
      interval: `${glance(estimate.low)}–${glance(estimate.high)}`,
      level,
      exact: `${exact(estimate.value)} ${per}`,
      full: `${exact(estimate.value)} ${per}, between ${exact(estimate.low)} and ${exact(estimate.high)} (${level} interval)`,
    };
  }
  const share = isShare(estimate.unit);
  const text = (value: number): string => (share ? shareText(value) : estimatedCountText(value));
  return {
    value: text(estimate.value),
    interval: `${text(estimate.low)}–${text(estimate.high)}`,
    level,
    exact: null,
    full: `${text(estimate.value)}, between ${text(estimate.low)} and ${text(estimate.high)} (${level} interval)`,
  };
}

function isShare(unit: string): boolean {
  return unit === '1' || unit === 'share' || unit === 'ratio';
}
