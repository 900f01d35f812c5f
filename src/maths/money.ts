// Money is integer minor units of one ISO 4217 currency. Amounts of different currencies are never added.

const digitsByCurrency = new Map<string, number>();

/** Decimal places of a currency by CLDR (2 for PLN and EUR, 0 for JPY, 3 for KWD). Throws RangeError on a malformed code. */
export function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not an ISO 4217 currency code: ${currency}`);
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/**
 * Decimal text to minor units, exactly: `parseMoney('150.00', 'PLN')` is 15000.
 * Returns null when the text is no plain decimal, has more places than the currency, or exceeds 2^53 − 1 minor units.
 */
export function parseMoney(text: string, currency: string): number | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) return null;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] && minor !== 0 ? -minor : minor;
}

/** Minor units to decimal text, exactly: `moneyText(15000, 'PLN')` is `150.00`. Rounds a fractional input half away from zero. */
export function moneyText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const whole = Math.round(Math.abs(minor));
  const sign = minor < 0 && whole !== 0 ? '-' : '';
  const text = String(whole).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
