import { ProductError } from '../../../errors.ts';
import { hour, type Interval } from '../../../maths/instants.ts';
import type { Answer, HourColumns, Question } from '../measurements.ts';
import { currencyCode, wholeHour } from '../packed.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { hourTable, monthsIn, numberColumns } from './month-tables.ts';
import type { Rows } from './rows.ts';
import { unionOf, windowOf } from './sql-parts.ts';

type Ask<Name extends Question['ask']> = Question & { ask: Name };

/** Roll-ups as they are kept, subject after subject, in order of the hour. */
export async function askHours(connection: Connection, memory: Memory, question: Ask<'hours'>): Promise<HourColumns> {
  const columns = `subject, at_ms, measured, ${numberColumns.join(', ')}, currency`;
  const rows = await select(connection, memory, question, columns);
  return {
    ...subjectsOf(rows, memory),
    at: rows.int64(1),
    measured: rows.uint64(2),
    ...numbersOf(rows, 3),
    ...currenciesOf(rows, 3 + numberColumns.length),
  };
}

/** Of the hours that were not measured whole, which minutes were. */
export async function askHourMasks(
  connection: Connection,
  memory: Memory,
  question: Ask<'hourMasks'>,
): Promise<Answer<Ask<'hourMasks'>>> {
  const rows = await select(connection, memory, question, 'subject, at_ms, measured', `measured <> ${wholeHour}`);
  return { ...subjectsOf(rows, memory), at: rows.int64(1), measured: rows.uint64(2) };
}

/** Sums per subject, currency and bucket; one scan of each month. */
export async function askHourSums(
  connection: Connection,
  memory: Memory,
  question: Ask<'hourSums'>,
): Promise<Answer<Ask<'hourSums'>>> {
  const { step } = question;
  if (step !== 'month' && !(Number.isSafeInteger(step) && step > 0 && step % hour === 0)) {
    throw new ProductError('bad_input', 'A step of roll-ups must be a multiple of an hour.');
  }
  const window = windowOf(question);
  const sums = [minutesSql, ...numberColumns].map((column) => `sum(${column})::BIGINT`).join(', ');
  const months = monthsIn(memory.hours, window).map((start) => {
    const bucket = step === 'month' ? `${start}::BIGINT` : `at_ms - at_ms % ${step}`;
    return `SELECT subject, ${bucket} AS bucket, currency, count(*) AS n, ${sums}, max(at_ms) FROM ${hourTable(start)} WHERE ${inside(window)} GROUP BY ALL`;
  });
  // A bucket may hold parts of two months; each is a row then, and whoever asks adds them up.
  const rows = await connection.rows(
    months.length === 0 ? nothing(11) : `${months.join(' UNION ALL ')} ORDER BY 1, 2, 3`,
  );
  return {
    ...subjectsOf(rows, memory),
    at: rows.int64(1),
    ...currenciesOf(rows, 2),
    hours: rows.int64(3),
    measuredMinutes: rows.int64(4),
    ...numbersOf(rows, 5),
    lastAt: rows.int64(5 + numberColumns.length),
  };
}

export function askHourSubjects(memory: Memory): Answer<Ask<'hourSubjects'>> {
  return [...memory.hours.subjects]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, { first }]) => ({ subject, firstMeasured: first === Infinity ? null : first }));
}

/** Nearly every hour is whole; bits are counted of the others alone, which halves the time of the sums. */
const minutesSql = `CASE WHEN measured = ${wholeHour} THEN 60 ELSE bit_count(measured) END`;
const inside = ({ from, to }: Interval): string => `at_ms >= ${from} AND at_ms < ${to}`;
const nothing = (columns: number): string => `SELECT ${Array(columns).fill('0').join(', ')} WHERE false`;

async function select(
  connection: Connection,
  memory: Memory,
  question: { subject?: string } & Interval,
  columns: string,
  condition = 'true',
): Promise<Rows> {
  const window = windowOf(question);
  const tables = monthsIn(memory.hours, window).map(hourTable);
  const wanted = question.subject === undefined ? null : (memory.hours.subjects.get(question.subject)?.id ?? 0);
  const only = wanted === null ? condition : `${condition} AND subject = ${wanted}`;
  const width = columns.split(',').length;
  if (tables.length === 0) return connection.rows(nothing(width));
  return connection.rows(`${unionOf(tables, columns, only, window)} ORDER BY subject, at_ms`);
}

/** The first column, numbers of subjects, as indices into the list of their names. */
function subjectsOf(rows: Rows, memory: Memory): { subjects: string[]; subject: Int32Array } {
  const nameOf = new Map([...memory.hours.subjects].map(([name, { id }]) => [id, name]));
  const { names, index } = indexed(rows.int32(0), (id) => nameOf.get(id)!);
  return { subjects: names, subject: index };
}

function currenciesOf(rows: Rows, column: number): { currencies: string[]; currency: Int32Array } {
  const { names, index } = indexed(rows.int32(column), (number) => currencyCode(number)!);
  return { currencies: names, currency: index };
}

/** Numbers as indices into the list of their names; −1 for 0, which stands for none. */
function indexed(numbers: Int32Array, nameOf: (number: number) => string): { names: string[]; index: Int32Array } {
  const nth = new Map([[0, -1]]);
  const names: string[] = [];
  const index = numbers.map((number) => {
    const known = nth.get(number);
    if (known !== undefined) return known;
    nth.set(number, names.length);
    return names.push(nameOf(number)) - 1;
  });
  return { names, index };
}

function numbersOf(rows: Rows, first: number) {
  const column = (nth: number) => rows.int64(first + nth);
  return {
    good: column(0),
    valid: column(1),
    userUpSeconds: column(2),
    userDownSeconds: column(3),
    deliveredMinor: column(4),
    expectedMinor: column(5),
  };
}
