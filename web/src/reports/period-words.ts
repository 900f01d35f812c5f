import type { ReportPeriod } from '../../../src/features/agreements/report-contract.ts';
import type { ReportAsked } from '../api/agreements.ts';

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `2026-10` as `October 2026`, `2026-Q4` as `4th quarter 2026`, a range as it is written. */
export function periodText(name: string): string {
  const month = /^(\d{4})-(\d{2})$/.exec(name);
  if (month) return `${months[Number(month[2]) - 1] ?? month[2]} ${month[1]}`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(name);
  if (quarter) return `${['1st', '2nd', '3rd', '4th'][Number(quarter[2]) - 1]} quarter ${quarter[1]}`;
  return name.replace('..', ' to ');
}

export const periodStates: Record<ReportPeriod['state'], string> = {
  running: 'not over yet',
  open: 'over, not yet closed',
  closed: 'closed',
};

/** Where a report stands on these pages. */
export function reportHref({ kind, name, period, version, timeZone }: ReportAsked): string {
  const search = new URLSearchParams({ period });
  if (version !== undefined) search.set('version', String(version));
  if (timeZone !== undefined) search.set('zone', timeZone);
  return `/reports/${kind}/${encodeURIComponent(name)}?${search}`;
}

/** The day as `2026-11-20` on the zone's clocks. */
function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

/** The last months or quarters, the running one first, as the server names them. */
export function lastPeriods(of: 'month' | 'quarter', now: number, zone: string, count: number): string[] {
  const [year = 0, month = 1] = dayIn(zone, now).split('-').map(Number);
  const length = of === 'month' ? 1 : 3;
  const present = year * 12 + month - 1;
  const first = present - (present % length);
  return Array.from({ length: count }, (_, index) => {
    const start = first - index * length;
    const [y, m] = [Math.floor(start / 12), start % 12];
    return of === 'month' ? `${y}-${String(m + 1).padStart(2, '0')}` : `${y}-Q${m / 3 + 1}`;
  });
}

/** The kind of a period by its name, and the ends of a range. */
export function partsOf(name: string): { of: 'month' | 'quarter' | 'range'; from: string; to: string } {
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(name);
  if (range) return { of: 'range', from: range[1] ?? '', to: range[2] ?? '' };
  return { of: /^\d{4}-Q[1-4]$/.test(name) ? 'quarter' : 'month', from: '', to: '' };
}
