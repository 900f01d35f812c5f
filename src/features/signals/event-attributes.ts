import { type Refusal, refuse } from './refusal.ts';

/** Longer values are texts for people, not labels. */
export const longestLabel = 255;

/** The attributes that the process lists, as text; the others are dropped and counted. */
export function keptAttributes(
  given: Readonly<Record<string, string | number | boolean | null>>,
  listed: readonly string[],
): { kept: Record<string, string>; dropped: number } | Refusal {
  const kept: Record<string, string> = {};
  let known = 0;
  for (const name of listed) {
    if (!Object.hasOwn(given, name)) continue;
    known += 1;
    const value = given[name];
    if (value === null || value === undefined) continue;
    const text = String(value);
    if (text.length > longestLabel) {
      return refuse('long_label', `attributes: expected at most ${longestLabel} characters in ${name}`);
    }
    kept[name] = text;
  }
  return { kept, dropped: Object.keys(given).length - known };
}
