import type { Interval } from '../../../maths/instants.ts';
import type { PassColumns, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { unionOf, windowOf } from './sql-parts.ts';

/** Distinct passes; names become places in the lists asked before rows are looked at, so that no text is compared for a row. */
export async function askPasses(
  connection: Connection,
  memory: Memory,
  question: Question & { ask: 'passes' },
): Promise<PassColumns> {
  const window = windowOf(question);
  const values: Record<string, string> = {};
  const placeOf = (name: string, words: readonly string[]): string => {
    const listed = words.map((word, nth) => {
      values[`${name}${nth}`] = word;
      return `$${name}${nth}::VARCHAR`;
    });
    return `list_position([${listed.join(', ')}], ${name}) - 1 AS nth_${name}`;
  };
  const { processes, steps, outcomes } = question;
  const people = [processes, steps, outcomes].some((list) => list.length === 0)
    ? null
    : placedSql(memory, window, [placeOf('process', processes), placeOf('step', steps), placeOf('outcome', outcomes)]);
  if (people === null) return joined([]);
  const from = `FROM (${people}) WHERE nth_process >= 0 AND nth_step >= 0 AND nth_outcome >= 0`;
  // several questions, one state
  await connection.run('BEGIN');
  const counted = await connection.rows(`SELECT nth_process, count(*) ${from} GROUP BY ALL ORDER BY ALL`, values);
  const counts = counted.int64(1);
  const parts: PassColumns[] = [];
  for (const condition of partsOf(counted.int32(0), counts)) {
    const rows = await connection.manyRows(
      `SELECT DISTINCT nth_process, person, at_ms, nth_step, nth_outcome ${from} AND ${condition} ORDER BY ALL`,
      values,
    );
    parts.push({
      process: rows.int32(0),
      user: rows.uint64(1),
      at: rows.int64(2),
      step: rows.int32(3),
      outcome: rows.int32(4),
    });
  }
  await connection.run('COMMIT');
  return parts.length === 1 ? parts[0]! : joined(parts);
}

/** As peopleSql, with numbers in place of names. A join with the lists would be made with the rows of people in memory. */
function placedSql(memory: Memory, window: Interval, places: readonly string[]): string | null {
  const named = memory.tables.names('people', window);
  const numbered = memory.tables.names('passes', window);
  const parts: string[] = [];
  if (named.length > 0) {
    const rows = unionOf(named, 'process, step, at_ms, person, outcome', 'true', window);
    parts.push(`SELECT ${places.join(', ')}, person, at_ms FROM (${rows})`);
  }
  if (numbered.length > 0) {
    const rows = unionOf(numbered, 'passing, at_ms, person', 'true', window);
    const passings = `SELECT id, ${places.join(', ')} FROM passings`;
    parts.push(
      `SELECT nth_process, nth_step, nth_outcome, person, at_ms FROM (${rows}) JOIN (${passings}) ON id = passing`,
    );
  }
  return parts.length === 0 ? null : parts.join(' UNION ALL ');
}

/** So many rows are sorted at once at most: some 50 MB of the memory of the engine, which gives up when a sort needs more than it has. */
const mostRows = 1_000_000;

/** Conditions that pick all rows in the order of the answer, of each no more than can be sorted: users are spread evenly over 64 bits. */
export function partsOf(processes: Int32Array, counts: Float64Array): string[] {
  if (counts.reduce((sum, each) => sum + each, 0) <= mostRows) return ['true'];
  return [...processes].flatMap((process, nth) => {
    const parts = BigInt(Math.ceil(counts[nth]! / mostRows));
    const bound = (part: bigint): bigint => (part << 64n) / parts;
    return Array.from({ length: Number(parts) }, (_, part) => {
      const [first, end] = [bound(BigInt(part)), bound(BigInt(part + 1))];
      return `nth_process = ${process} AND person BETWEEN ${first} AND ${end - 1n}`;
    });
  });
}

function joined(parts: readonly PassColumns[]): PassColumns {
  const length = parts.reduce((sum, { at }) => sum + at.length, 0);
  const whole: PassColumns = {
    process: new Int32Array(length),
    user: new BigUint64Array(length),
    at: new Float64Array(length),
    step: new Int32Array(length),
    outcome: new Int32Array(length),
  };
  let offset = 0;
  for (const part of parts) {
    whole.process.set(part.process, offset);
    whole.user.set(part.user, offset);
    whole.at.set(part.at, offset);
    whole.step.set(part.step, offset);
    whole.outcome.set(part.outcome, offset);
    offset += part.at.length;
  }
  return whole;
}
