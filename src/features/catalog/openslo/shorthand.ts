/** A duration of OpenSLO as it is written. */
export interface Span {
  count: number;
  unit: 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'Y';
}

const minutesPer = { m: 1, h: 60, d: 1_440, w: 10_080 } as const;

/** `5m`, `28d`, `1M` as count and unit. Throws RangeError on what the schema does not let pass. */
export function spanOf(text: string): Span {
  const found = /^([1-9]\d{0,8})([smhdwMQY])$/.exec(text);
  if (found === null) throw new RangeError(`${text} is no duration of OpenSLO`);
  return { count: Number(found[1]), unit: found[2] as Span['unit'] };
}

/** Whole minutes of a span; null for one whose length hangs on the calendar, and for seconds that make no whole minute. */
export function minutesOf({ count, unit }: Span): number | null {
  if (unit === 's') return count % 60 === 0 ? count / 60 : null;
  return unit in minutesPer ? count * minutesPer[unit as keyof typeof minutesPer] : null;
}

/** The length of a slice: a plain number is minutes. Null where it is no whole number of them. */
export function sliceMinutes(written: string | number): number | null {
  if (typeof written === 'string') return minutesOf(spanOf(written));
  return Number.isSafeInteger(written) && written > 0 ? written : null;
}
