import { day } from '../../../src/maths/instants.ts';

const parts = (week: string): [number, number] | null => {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  const [year, number] = [Number(match?.[1]), Number(match?.[2])];
  return match && number >= 1 && number <= 53 ? [year, number] : null;
};

/** The week of ISO 8601 so many weeks later, over the turn of years: `2026-W53` + 1 is `2027-W01`. Null for what is none. */
export function weekAfter(week: string, by: number): string | null {
  const found = parts(week);
  if (found === null) return null;
  // The 4th of January is always in the first week; Thursday says which year a week belongs to.
  const fourth = Date.UTC(found[0], 0, 4);
  const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day;
  const thursday = firstMonday + ((found[1] - 1 + by) * 7 + 3) * day;
  const year = new Date(thursday).getUTCFullYear();
  const number = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}
