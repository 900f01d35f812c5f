import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { parseMoney } from '../../maths/money.ts';
import { dayOfDate } from '../../maths/zoned-time.ts';
import type { BookedDay } from './reconciliation.ts';

export interface RejectedRow {
  /** As people count lines: the header is row 1. */
  row: number;
  message: string;
}

/** Rows that a file may have: ten years of days in three currencies. */
export const mostBookedRows = 11_000;

/**
 * Booked revenue from a CSV (`day,amount,currency`, header first, in any order of columns). Either every row is good, or
 * each bad one is named. A day of a currency that comes twice is one too many.
 */
export function bookedRows(text: string): { days: BookedDay[]; rejected: RejectedRow[] } {
  let records: string[][];
  try {
    records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, to: mostBookedRows + 2 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { days: [], rejected: [{ row: Number(error['lines'] ?? 1), message: `no valid CSV: ${error.message}` }] };
  }
  if (records.length > mostBookedRows + 1) {
    return {
      days: [],
      rejected: [{ row: mostBookedRows + 2, message: `expected at most ${mostBookedRows} days at once` }],
    };
  }
  const [header = [], ...rows] = records;
  const at = (name: string): number => header.findIndex((cell) => cell.trim().toLowerCase() === name);
  const [day, amount, currency] = [at('day'), at('amount'), at('currency')];
  if (day < 0 || amount < 0 || currency < 0) {
    const message = `expected the header day,amount,currency, found ${header.join(',').slice(0, 80) || 'nothing'}`;
    return { days: [], rejected: [{ row: 1, message }] };
  }
  const days: BookedDay[] = [];
  const rejected: RejectedRow[] = [];
  const seen = new Set<string>();
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const of = [day, amount, currency].map((column) => (cells[column] ?? '').trim());
    const one = bookedDay(of[0]!, of[1]!, of[2]!);
    const again = typeof one !== 'string' && seen.has(`${one.day} ${one.currency}`);
    if (typeof one === 'string' || again) {
      rejected.push({
        row: index + 2,
        message: typeof one === 'string' ? one : `${one.day} in ${one.currency} stands above already`,
      });
      continue;
    }
    seen.add(`${one.day} ${one.currency}`);
    days.push(one);
  }
  return { days, rejected };
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** A day, or what is wrong with it. */
function bookedDay(day: string, amount: string, currency: string): BookedDay | string {
  const number = dayOfDate(day);
  const isDay = number !== null && new Date(number * 86_400_000).toISOString().startsWith(day);
  if (!isDay) return `day: expected a date such as 2026-10-03, found ${JSON.stringify(day.slice(0, 40))}`;
  if (!currencies.has(currency))
    return `currency: expected an ISO 4217 code such as PLN, found ${JSON.stringify(currency.slice(0, 40))}`;
  const amountMinor = parseMoney(amount, currency);
  if (amountMinor === null) {
    return `amount: expected a plain amount of ${currency} such as 1234.50, found ${JSON.stringify(amount.slice(0, 40))}`;
  }
  return { day, currency, amountMinor };
}
