import type { Answer, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { peopleSql } from './people-tables.ts';
import { bucketSql, windowOf } from './sql-parts.ts';

type PeopleQuestion = Question & { ask: 'people' };

/** Distinct users per step and bucket. */
export async function askPeople(
  connection: Connection,
  memory: Memory,
  question: PeopleQuestion,
): Promise<Answer<PeopleQuestion>> {
  const window = windowOf(question);
  const bucket = bucketSql(question.step);
  const people = peopleSql(memory, window);
  if (people === null || question.steps.length === 0) return [];
  const values: Record<string, string> = { process: question.process };
  const steps = question.steps.map((step, index) => {
    values[`step${index}`] = step;
    return `$step${index}`;
  });
  let condition = `process = $process AND step IN (${steps.join(', ')})`;
  if (question.outcome !== undefined) {
    values.outcome = question.outcome;
    condition += ' AND outcome = $outcome';
  }
  const rows = await connection.rows(
    `SELECT step, ${bucket} AS bucket, count(DISTINCT person)
     FROM (${people}) WHERE ${condition}
     GROUP BY step, bucket ORDER BY step, bucket`,
    values,
  );
  const [step, at, users] = [rows.text(0), rows.int64(1), rows.int64(2)];
  return step.map((name, row) => ({ step: name, at: at[row]!, users: users[row]! }));
}
