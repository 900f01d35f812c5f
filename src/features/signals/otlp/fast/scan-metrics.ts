import { Wire } from '../wire.ts';
import type { Rules } from './known-values.ts';
import { type MetricsMemory, nameOf } from './metrics-memory.ts';
import type { PointColumns } from './point-columns.ts';
import { MetricsReader } from './read-metrics.ts';

/** A request that was read by offset, to be judged under the rules of this name. */
export interface ScannedMetrics {
  bytes: Buffer;
  rules: string;
  columns: PointColumns;
}

/**
 * Reads an ExportMetricsServiceRequest by offset: what came in an earlier request, by its bytes, is not worked out again. Null where
 * the bytes are none, or hold what is left to the library decoder.
 */
export function scanMetrics(bytes: Buffer, rules: Rules, memory: MetricsMemory): ScannedMetrics | null {
  const columns = memory.columns();
  const reader = new MetricsReader(new Wire(bytes), memory.parts(rules), columns, rules);
  try {
    if (reader.request()) return { bytes, rules: nameOf(rules), columns };
  } catch {
    // the library decoder refused a part; it says so of the whole
  }
  memory.giveBack(columns);
  return null;
}
