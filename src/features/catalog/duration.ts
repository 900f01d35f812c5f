import { day, hour, minute, second } from '../../maths/instants.ts';

const units = { ms: 1, s: second, m: minute, h: hour, d: day } as const;

/** `300ms`, `1.5s`, `3m`, `2h`, `1d` to milliseconds; null when it is none of these, not whole or not above 0. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?(ms|s|m|h|d)$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  const scaled = Number(`${match[1]}${fraction}`) * units[match[3] as keyof typeof units];
  const milliseconds = scaled / 10 ** fraction.length;
  return Number.isSafeInteger(milliseconds) && milliseconds > 0 ? milliseconds : null;
}
