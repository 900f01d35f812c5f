import { ProductError } from '../../errors.ts';
import type { LedgerRow } from '../../features/outages/availability.ts';
import { faults, outageKinds } from '../../features/outages/outage.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import { parseRatio } from '../../maths/ratios.ts';
import type { Zone } from '../../maths/zoned-time.ts';
import { wrong } from '../import-row.ts';
import type { FileRow } from './file-row.ts';
import { openSeriesFile } from './series-file.ts';
import { columnNamed, timeOf } from './series-row.ts';

const required = ['subject', 'from', 'to'] as const;
const optional = ['detectedFrom', 'detectedTo', 'kind', 'fault', 'share', 'excluded'] as const;
const kinds = [...outageKinds, 'unknown'] as const;
const mostRows = 1_000_000;

/**
 * Rows of a ledger by subject, in the order in which subjects come: CSV or Parquet. What is left out or empty: detected ends are
 * `from` and `to`, kind unplanned, fault own, share 1, excluded false; an empty `to` lasts until `until`. Columns of other names do
 * not matter. Throws ProductError `bad_input` that names file, row, column, what was found and what was expected.
 */
export async function readLedger(file: string, zone: Zone | null, until: number): Promise<Map<string, LedgerRow[]>> {
  const opened = await openSeriesFile(file, [...required, ...optional]);
  for (const name of required) columnNamed(opened.columns, name, opened.name);
  const reader = new RowReader(opened.columns, opened.name, zone, until);
  const ledgers = new Map<string, LedgerRow[]>();
  let rows = 0;
  for await (const one of opened.rows) {
    rows += 1;
    if (rows > mostRows) {
      const message = `${opened.name}: row ${one.row}: found more than ${mostRows} rows, expected at most so many`;
      throw new ProductError('too_large', message, { file: opened.name, row: one.row });
    }
    const subject = reader.text(one, 'subject');
    if (subject === '') throw wrong({ file: opened.name, row: one.row }, 'subject', '', 'a name, such as payment');
    const own = ledgers.get(subject) ?? [];
    ledgers.set(subject, own);
    own.push(reader.row(one));
  }
  return ledgers;
}

type Column = (typeof required)[number] | (typeof optional)[number];

class RowReader {
  readonly #columns: readonly string[];
  readonly #file: string;
  readonly #zone: Zone | null;
  readonly #until: number;

  constructor(columns: readonly string[], file: string, zone: Zone | null, until: number) {
    this.#columns = columns;
    this.#file = file;
    this.#zone = zone;
    this.#until = until;
  }

  text({ cells }: FileRow, name: Column): string {
    const at = this.#columns.indexOf(name);
    const cell = at < 0 ? '' : (cells[at] ?? '');
    return cell instanceof Date ? toRfc3339(cell.getTime()) : String(cell).trim();
  }

  row(one: FileRow): LedgerRow {
    const from = this.#time(one, 'from') ?? this.#refuse(one, 'from', 'the time when it began');
    const to = this.#time(one, 'to') ?? Math.max(from, this.#until);
    const detectedFrom = this.#time(one, 'detectedFrom') ?? from;
    const detectedTo = this.#time(one, 'detectedTo') ?? Math.max(detectedFrom, to);
    if (to < from) this.#refuse(one, 'to', `a time at or after from (${toRfc3339(from)})`);
    if (detectedTo < detectedFrom) {
      this.#refuse(one, 'detectedTo', `a time at or after detectedFrom (${toRfc3339(detectedFrom)})`);
    }
    const kind = this.#word(one, 'kind', kinds, 'unplanned');
    const fault = this.#word(one, 'fault', faults, 'own');
    const excluded = this.#word(one, 'excluded', ['true', 'false'], 'false') === 'true';
    return { from, to, detectedFrom, detectedTo, kind, fault, share: this.#share(one), excluded };
  }

  #time(one: FileRow, name: Column): number | null {
    if (this.text(one, name) === '') return null;
    return timeOf(one, { name, at: this.#columns.indexOf(name) }, this.#file, this.#zone);
  }

  #share(one: FileRow): string {
    const text = this.text(one, 'share') || '1';
    const ratio = parseRatio(text);
    if (ratio === null || ratio.numerator > ratio.denominator) {
      this.#refuse(one, 'share', 'the share that failed, 0 to 1 with at most nine places, such as 0.25');
    }
    return text;
  }

  #word<Word extends string>(one: FileRow, name: Column, words: readonly Word[], usual: Word): Word {
    const text = this.text(one, name).toLowerCase();
    if (text === '') return usual;
    return words.find((word) => word === text) ?? this.#refuse(one, name, words.join(', '));
  }

  #refuse({ row, ...one }: FileRow, name: Column, expected: string): never {
    throw wrong({ file: this.#file, row }, name, this.text({ row, ...one }, name), expected);
  }
}
