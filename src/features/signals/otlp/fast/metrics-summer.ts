import { Wire } from '../wire.ts';
import type { KnownSeries, Rules } from './known-values.ts';
import { MetricsMemory } from './metrics-memory.ts';
import { PartNumbers } from './numbered-parts.ts';
import { MetricsReader } from './read-metrics.ts';
import { type SummedRows, sumUp } from './sum-up.ts';
import { type ToldColumns, tellColumns } from './told-columns.ts';

/** Reads requests, one after the other, and remembers what came before. */
export class MetricsSummer {
  readonly #memory = new MetricsMemory();
  readonly #parts = new PartNumbers();
  /** The series of each row of the request that was read last. */
  readonly series: KnownSeries[] = [];

  /**
   * The rows of a request with nothing but increments, the columns of another, null where it is left to others. Throws nothing that is not a
   * fault of its own.
   */
  sum(bytes: Buffer, rules: Rules): SummedRows | ToldColumns | null {
    const columns = this.#memory.columns();
    const reader = new MetricsReader(new Wire(bytes), this.#memory.parts(rules), columns, rules);
    try {
      return isRead(reader) ? (sumUp(columns, this.series) ?? tellColumns(columns, this.#parts)) : null;
    } finally {
      this.#memory.giveBack(columns);
    }
  }
}

/** Whether all was read; what the library decoder refuses is none. */
function isRead(reader: MetricsReader): boolean {
  try {
    return reader.request();
  } catch {
    return false;
  }
}
