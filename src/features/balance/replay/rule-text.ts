import type { MeasureSpec } from '../../signals/measure.ts';

/** An objective in words: "≥ 99.5 % over 5 min, floor 20". */
export function ruleText({
  atLeast,
  overMinutes,
  floor,
}: Pick<MeasureSpec['objective'], 'atLeast' | 'overMinutes' | 'floor'>): string {
  return `≥ ${percentText(atLeast)} over ${overMinutes} min, floor ${floor}`;
}

/** Decimal text of a share as per cent, exactly: "0.995" is "99.5 %", "1" is "100 %". */
export function percentText(share: string): string {
  const [whole = '0', places = ''] = share.split('.');
  const digits = `${whole}${places.padEnd(2, '0')}`;
  const cut = digits.length - Math.max(0, places.length - 2);
  const before = digits.slice(0, cut).replace(/^0+(?=\d)/, '');
  const after = digits.slice(cut).replace(/0+$/, '');
  return `${before}${after === '' ? '' : `.${after}`} %`;
}
