import type { Availability } from '../../../src/features/outages/availability.ts';
import { fractionText } from '../design/format/fractions.ts';

/** `99.861% to 99.926%` where time is unknown, else one figure. */
export function boundText({ low, high }: Availability['adjusted']): string {
  const [from, to] = [fractionText(low), fractionText(high)];
  return from === to ? to : `${from} to ${to}`;
}
