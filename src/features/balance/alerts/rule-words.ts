import type { Thresholds } from '../../catalog/thresholds.ts';
import type { AlertSpec } from '../../signals/alerts/alert.ts';
import type { MeasureSpec } from '../../signals/measure.ts';

/** A decimal share as per cent, exact: "0.9995" is "99.95 %". */
export function percentText(share: string): string {
  const [whole = '0', fraction = ''] = share.split('.');
  const digits = fraction.padEnd(2, '0');
  const before = String(Number(`${whole}${digits.slice(0, 2)}`));
  const after = digits.slice(2).replace(/0+$/, '');
  return `${before}${after === '' ? '' : `.${after}`} %`;
}

/** What a measure's alarm fires at, such as "below 99.5 % over 5 min, from 20 events". */
export function measureRule(spec: MeasureSpec): string {
  const { atLeast, overMinutes, floor } = spec.objective;
  const good = spec.type === 'latency' ? ` within ${spec.goodUnder}` : '';
  return `≥ ${percentText(atLeast)}${good} over ${overMinutes} min, floor ${floor}`;
}

export function burnRule(target: string, factors: readonly number[]): string {
  const burns = [...new Set(factors)].map((factor) => `${factor}×`).join(', ');
  return `≥ ${percentText(target)}, budget burning at ${burns}`;
}

export function externalRule({ alert, source, where }: AlertSpec): string {
  const labels = Object.entries(where).map(([name, value]) => `${name} ${[value].flat().join(' or ')}`);
  return `${alert} from ${source}${labels.length === 0 ? '' : ` where ${labels.join(' and ')}`}`;
}

export function businessRule({ partial, total }: Pick<Thresholds, 'partial' | 'total'>): string {
  return `P2 from ${percentText(partial)} missing, P1 from ${percentText(total)}`;
}
