import type { PassColumns, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { peopleSql } from './people-tables.ts';
import { windowOf } from './sql-parts.ts';

/** Distinct passes; names become places in the lists asked by a join, so that no text leaves the engine. */
export async function askPasses(
  connection: Connection,
  memory: Memory,
  question: Question & { ask: 'passes' },
): Promise<PassColumns> {
  const window = windowOf(question);
  const people = peopleSql(memory, window);
  const lists = [question.processes, question.steps, question.outcomes];
  if (people === null || lists.some((list) => list.length === 0)) {
    return {
      process: new Int32Array(),
      user: new BigUint64Array(),
      at: new Float64Array(),
      step: new Int32Array(),
      outcome: new Int32Array(),
    };
  }
  const values: Record<string, string> = {};
  const listed = (name: string, words: readonly string[]): string => {
    const rows = words.map((word, nth) => {
      values[`${name}${nth}`] = word;
      return `($${name}${nth}, ${nth})`;
    });
    return `JOIN (VALUES ${rows.join(', ')}) AS ${name}s(${name}, nth_${name}) USING (${name})`;
  };
  const rows = await connection.rows(
    `SELECT DISTINCT nth_process, person, at_ms, nth_step, nth_outcome
     FROM (${people})
     ${listed('process', question.processes)} ${listed('step', question.steps)} ${listed('outcome', question.outcomes)}
     ORDER BY ALL`,
    values,
  );
  return {
    process: rows.int32(0),
    user: rows.uint64(1),
    at: rows.int64(2),
    step: rows.int32(3),
    outcome: rows.int32(4),
  };
}
