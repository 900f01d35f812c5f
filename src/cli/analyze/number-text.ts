import type { Estimate } from '../../maths/estimate.ts';

/** `12 480`: a count with thin groups of three, to the unit. */
export function countText(value: number): string {
  const whole = Math.round(Math.abs(value));
  const digits = String(whole).replace(/\B(?=(\d{3})+$)/g, ' ');
  return value < 0 && whole !== 0 ? `−${digits}` : digits;
}

/** `1 210 to 1 312`. */
export function rangeText({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return `${countText(low)} to ${countText(high)}`;
}

/** `87.5 %`. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `189 000.00 PLN (182 464.50 to 195 619.65)`. */
export function moneyRange({ unit, text }: Estimate): string {
  if (!text) return '';
  const group = (amount: string): string => amount.replace(/\B(?=(\d{3})+(\.|$))/g, ' ').replace('-', '−');
  return `${group(text.value)} ${unit.slice(0, 3)} (${group(text.low)} to ${group(text.high)})`;
}

/** `2026-11-20 11:15` on the wall clock of the zone. */
export function momentText(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(instant));
}
