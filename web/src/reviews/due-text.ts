import { day } from '../../../src/maths/instants.ts';

/** How far a day is: `in 3 days`, `today`, `2 days late`. Whole days of the calendar, by UTC. */
export function dueText(due: string, asOf: string): string {
  const days = Math.round((Date.parse(`${due}T00:00:00Z`) - Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`)) / day);
  if (Number.isNaN(days)) return '';
  if (days === 0) return 'today';
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return days > 0 ? `in ${count}` : `${count} late`;
}
