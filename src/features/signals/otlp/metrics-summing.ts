import type { SummedSeries } from './fast/add-summed.ts';
import type { Rules } from './fast/known-values.ts';
import type { PointColumns } from './fast/point-columns.ts';

/** Of a body with nothing but increments its rows; of another the columns of its points. */
export type MetricsSummed = SummedSeries | { columns: PointColumns };

/**
 * Reads a body of OTLP metrics on another thread, where that is worth it; null where it is to be read here. The same rules go by the very same object.
 */
export type MetricsSumming = (bytes: Uint8Array, rules: Rules) => Promise<MetricsSummed | null>;
