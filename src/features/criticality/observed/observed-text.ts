import type { Estimate } from '../../../maths/estimate.ts';

/** A share in percent: one place below ten, none above. */
export function shareText(share: number): string {
  const percent = 100 * share;
  const text = percent.toFixed(Math.abs(percent) < 9.95 && Math.abs(percent) >= 0.05 ? 1 : 0);
  return `${text.replace(/\.0$/, '').replace(/^-0$/, '0')} %`;
}

/** "6 % (3 to 9 %)" */
export function shareRange({ value, low, high }: Pick<Estimate, 'value' | 'low' | 'high'>): string {
  return `${shareText(value)} (${shareText(low).replace(' %', '')} to ${shareText(high)})`;
}
