import type { Answer, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { inSeries, unionOf, windowOf } from './sql-parts.ts';

type GaugeQuestion = Question & { ask: 'gauges' };

/**
 * Gauges as sent, one row per series and minute. Rows of one minute are joined here and not in SQL: the last value is that
 * of the greatest lastAt (of two at once the greater), and engines disagree about such a choice.
 */
export async function askGauges(
  connection: Connection,
  memory: Memory,
  question: GaugeQuestion,
): Promise<Answer<GaugeQuestion>> {
  const window = windowOf(question);
  const tables = memory.tables.names('gauges', window);
  if (tables.length === 0 || question.series.length === 0) return [];
  const columns = 'series, at_ms, n, least, most, last, last_at';
  const rows = await connection.rows(
    `${unionOf(tables, columns, inSeries(question.series), window)} ORDER BY series, at_ms, last_at, last`,
  );
  const [series, at, n, lastAt] = [rows.int32(0), rows.int64(1), rows.int64(2), rows.int64(6)];
  const [least, most, last] = [rows.double(3), rows.double(4), rows.double(5)];
  const answer: Answer<GaugeQuestion> = [];
  for (let row = 0; row < rows.count; row++) {
    const open = answer.at(-1);
    if (open && open.series === series[row] && open.at === at[row]) {
      open.n += n[row]!;
      open.min = Math.min(open.min, least[row]!);
      open.max = Math.max(open.max, most[row]!);
      open.last = last[row]!;
      open.lastAt = lastAt[row]!;
    } else {
      answer.push({
        series: series[row]!,
        at: at[row]!,
        n: n[row]!,
        min: least[row]!,
        max: most[row]!,
        last: last[row]!,
        lastAt: lastAt[row]!,
      });
    }
  }
  return answer;
}
