/**
 * Percent as people type it, to the exact decimal text of the catalogue: `20` → `0.2`, `7,5` → `0.075`, `100 %` → `1`. Null
 * when it is no percent between 0 and 100.
 */
export function shareOfPercent(typed: string): string | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(typed.trim());
  if (!match) return null;
  const digits = `${(match[1] ?? '').padStart(3, '0')}${match[2] ?? ''}`;
  const whole = digits.slice(0, -2 - (match[2]?.length ?? 0)) || '0';
  const fraction = digits.slice(whole.length).replace(/0+$/, '');
  const share = Number(whole);
  if (share > 1 || (share === 1 && fraction !== '')) return null;
  return fraction === '' ? String(share) : `${share}.${fraction}`;
}

/** The other direction, for a field: `0.2` → `20`, `0.075` → `7.5`. */
export function percentOfShare(share: string): string {
  const [whole = '0', fraction = ''] = share.split('.');
  const padded = fraction.padEnd(2, '0');
  const percent = String(Number(`${whole}${padded.slice(0, 2)}`));
  const rest = padded.slice(2).replace(/0+$/, '');
  return rest === '' ? percent : `${percent}.${rest}`;
}
