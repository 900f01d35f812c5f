import { decimalText } from './shop-event.ts';
import type { Tally, Truth } from './truth.ts';

const minuteMs = 60_000;
const usualMinutes = 10;
const mostMinutes = 3 * 1_440;

/** RFC 3339 or epoch milliseconds; null when it is neither. */
function instant(text: string): number | null {
  const at = /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** The interval asked for, never beyond the last whole minute: the last ten of them when nothing is said. */
export function parseQuery(query: URLSearchParams, now: number): { from: number; to: number } | { error: string } {
  const wholeMinute = Math.floor(now / minuteMs) * minuteMs;
  const asked = query.has('to') ? instant(query.get('to')!) : wholeMinute;
  const to = asked === null ? null : Math.min(asked, wholeMinute);
  const from = query.has('from') ? instant(query.get('from')!) : (to ?? wholeMinute) - usualMinutes * minuteMs;
  if (from === null || to === null) return { error: 'from and to are RFC 3339 or epoch milliseconds' };
  if (from >= to) return { error: 'from must lie before to, and to is at most the last whole minute' };
  if (to - from > mostMinutes * minuteMs) return { error: 'at most three days' };
  return { from, to };
}

function shown({ count, minor }: Tally): object {
  return { count, minor, money: decimalText(minor) };
}

/** What GET /truth says; counts are of the KPI step, money is PLN (`minor` in minor units). */
export function truthAnswer(truth: Truth, { from, to }: { from: number; to: number }): object {
  const found = truth.between(from, to);
  const processes = Object.entries(found.processes).map(([process, { step, expected, actual, lost }]) => [
    process,
    { step, expected: shown(expected), actual: shown(actual), lost: shown(lost) },
  ]);
  return {
    from: new Date(found.from).toISOString(),
    to: new Date(found.to).toISOString(),
    currency: 'PLN',
    processes: Object.fromEntries(processes),
  };
}
