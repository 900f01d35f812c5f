/** Narrow no-break space: the thousands separator that no language reads as a decimal point. */
const gap = '\u202f';
const magnitudes = [
  { from: 1e12, divisor: 1e12, sign: 'T' },
  { from: 1e9, divisor: 1e9, sign: 'bn' },
  { from: 1e6, divisor: 1e6, sign: 'M' },
];

/** Groups the digits of plain decimal text by three: `grouped('-12400.50')` is `−12 400.50`. */
export function grouped(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction] = (negative ? decimal.slice(1) : decimal).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+(?!\d))/g, gap);
  return `${negative ? '−' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** An exact count: `12 400`. */
export function countText(count: number): string {
  return grouped(String(Math.round(count)).replace('-0', '0'));
}

/** An estimated count: one decimal below ten, where a whole number would hide what is meant. */
export function estimatedCountText(count: number): string {
  if (Math.abs(count) >= 10 || Number.isInteger(count)) return bigText(count) ?? countText(count);
  return grouped(count.toFixed(1));
}

/** From a million on three significant digits and a word (`1.24 M`), else null. The full number belongs beside it. */
export function bigText(value: number): string | null {
  const size = magnitudes.find(({ from }) => Math.abs(value) >= from);
  if (!size) return null;
  const scaled = value / size.divisor;
  const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
  return `${grouped(scaled.toFixed(digits))}${gap}${size.sign}`;
}

/**
 * A share 0 to 1 as percent with one decimal, cut and never rounded: 39.96% must not read as 40.0% beside a threshold of 40%.
 */
export function shareText(share: number): string {
  const tenths = Math.trunc(share * 1000 + (share < 0 ? -1e-9 : 1e-9));
  return `${grouped((tenths / 10).toFixed(1))}%`;
}

/** Decimal text of a ratio as percent, exactly: `ratioText('0.9941')` is `99.41%`. */
export function ratioText(ratio: string): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(ratio);
  if (!match) return ratio;
  const fraction = (match[2] ?? '').padEnd(2, '0');
  const whole = String(Number(`${match[1]}${fraction.slice(0, 2)}`));
  const rest = fraction.slice(2);
  return `${grouped(rest === '' ? whole : `${whole}.${rest}`)}%`;
}

/** `1 alarm`, `3 alarms`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
