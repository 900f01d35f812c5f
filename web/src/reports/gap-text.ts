/** `1.24% less than booked`: how far what Waga counted lies from what accounting booked. */
export function gapText(gap: number | null): string {
  if (gap === null) return 'nothing to compare';
  if (gap === 0) return 'the same as booked';
  return `${(Math.abs(gap) * 100).toFixed(2)}% ${gap < 0 ? 'less' : 'more'} than booked`;
}
