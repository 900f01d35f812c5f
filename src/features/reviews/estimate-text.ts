import type { Estimate } from '../../maths/estimate.ts';

/** An estimate in plain text with its interval: `189000.00 PLN (170000.00–208000.00)`, `1260 events (1180–1340)`, `88 % (80–95 %)`. */
export function estimateText({ value, low, high, unit, text }: Estimate): string {
  if (text) return `${text.value} ${unit.replace('-minor', '')} (${text.low}–${text.high})`;
  const round = (number: number) => (unit === 'share' ? Math.round(100 * number) : Math.round(number));
  const of = unit === 'share' ? ' %' : ` ${unit}`;
  return `${round(value)}${of} (${round(low)}–${round(high)}${unit === 'share' ? ' %' : ''})`;
}
