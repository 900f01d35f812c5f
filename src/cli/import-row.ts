import { ProductError } from '../errors.ts';
import type { BusinessImportRow } from '../features/signals/contract.ts';
import { amountOf } from '../features/signals/event-amount.ts';
import { isRefusal } from '../features/signals/refusal.ts';
import { bucketStart, minute } from '../maths/instants.ts';
import type { Columns } from './import-columns.ts';

/** One observation count of a file; `le` is the upper edge of its bucket, null for a plain count. */
export interface TechnicalRow {
  metric: string;
  at: number;
  labels: Record<string, string>;
  unit: string;
  le: number | null;
  count: number;
}

export interface Place {
  file: string;
  /** The header is row 1. */
  row: number;
}

/** Reads the rows of a file one by one. Each throws ProductError `bad_input` that names file, row, column, found and expected. */
export function rowReader(columns: Columns, file: string) {
  // Neighbouring rows mostly share their time.
  let lastText = '';
  let lastAt = 0;
  const time = (fields: readonly string[], place: Place): number => {
    const text = fields[columns.time]!;
    if (text === lastText) return lastAt;
    const at = instantOf(text);
    if (at === null) throw wrong(place, 'time', text, 'RFC 3339 with an offset, or epoch seconds or milliseconds');
    lastText = text;
    lastAt = bucketStart(at, minute);
    return lastAt;
  };
  const count = (fields: readonly string[], place: Place): number => {
    const text = fields[columns.count]!;
    if (!/^\d{1,12}$/.test(text)) throw wrong(place, 'count', text, 'a whole number, 0 or more');
    return Number(text);
  };
  const required = (fields: readonly string[], at: number, place: Place): string => {
    const text = fields[at]!;
    if (text === '') throw wrong(place, columns.names[at]!, text, 'a name');
    return text;
  };

  return (fields: readonly string[], row: number): BusinessImportRow | TechnicalRow => {
    const place = { file, row };
    if (fields.length !== columns.names.length) {
      throw wrong(place, 'all', `${fields.length} fields`, `${columns.names.length} fields`);
    }
    const at = time(fields, place);
    const n = count(fields, place);
    if (columns.kind === 'technical') {
      const le = columns.le < 0 || fields[columns.le] === '' ? null : edge(fields[columns.le]!, place);
      const unit = columns.unit < 0 || fields[columns.unit] === '' ? (le === null ? '' : 's') : fields[columns.unit]!;
      const labels: Record<string, string> = {};
      for (const { name, at: index } of columns.labels) if (fields[index] !== '') labels[name] = fields[index]!;
      return { metric: required(fields, columns.metric, place), at, labels, unit, le, count: n };
    }
    const process = required(fields, columns.process, place);
    const step = required(fields, columns.step, place);
    const money = moneyOf(fields, columns, step, place);
    const outcome = columns.outcome < 0 ? '' : fields[columns.outcome]!;
    if (outcome !== '' && outcome !== 'ok' && outcome !== 'failed' && outcome !== 'abandoned') {
      throw wrong(place, 'outcome', outcome, 'ok, failed or abandoned');
    }
    return { process, step, at, count: n, ...money, ...(outcome === '' ? {} : { outcome }) };
  };
}

function moneyOf(
  fields: readonly string[],
  columns: Columns & { kind: 'business' },
  step: string,
  place: Place,
): { amount?: string; currency?: string } {
  const amount = columns.amount < 0 ? '' : fields[columns.amount]!;
  const currency = columns.currency < 0 ? '' : fields[columns.currency]!;
  if (amount === '' && currency === '') return {};
  const money = amountOf({ step, amount: amount || null, currency: currency || null });
  if (!isRefusal(money)) return { amount, currency };
  const [column = 'amount', expected = money.message] = money.message.split(': expected ');
  throw wrong(place, column, column === 'currency' ? currency : amount, expected);
}

function edge(text: string, place: Place): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw wrong(place, 'le', text, 'a number or +Inf');
  return value;
}

/** RFC 3339 with an offset, epoch seconds (up to 11 digits) or milliseconds (12 to 14 digits); null for anything else. */
export function instantOf(text: string): number | null {
  if (/^\d{1,11}(\.\d+)?$/.test(text)) return Math.floor(Number(text) * 1_000);
  if (/^\d{12,14}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isNaN(at) ? null : at;
}

export function wrong({ file, row }: Place, column: string, found: string, expected: string): ProductError {
  const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found;
  const message = `${file}: row ${row}, column ${column}: found ${JSON.stringify(shown)}, expected ${expected}`;
  return new ProductError('bad_input', message, { file, row, column, found: shown, expected });
}
