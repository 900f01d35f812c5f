import { grouped } from './numbers.ts';

/**
 * An availability as percent with as many nines as it has: two significant digits of what is missing, two decimals at least,
 * eight at most. `availabilityText(0.00012)` is `99.988%`; only what never fails is `100%`. Takes the unavailability, 0 to 1.
 */
export function availabilityText(unavailability: number): string {
  if (unavailability <= 0) return '100%';
  const missing = unavailability * 100;
  const decimals = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(missing))));
  if (missing < 0.5 * 10 ** -decimals) return `above ${(100 - 10 ** -decimals).toFixed(decimals)}%`;
  return `${grouped((100 - missing).toFixed(decimals))}%`;
}

/** How long that is in an average month of 730.5 hours, in its largest unit: `9 min a month`. */
export function downtimeText(unavailability: number): string {
  const seconds = unavailability * 730.5 * 3_600;
  if (seconds <= 0) return 'never down';
  if (seconds < 1) return 'less than 1 s a month';
  if (seconds < 60) return `${Math.round(seconds)} s a month`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min a month`;
  return `${seconds < 36_000 ? (seconds / 3_600).toFixed(1) : Math.round(seconds / 3_600)} h a month`;
}
