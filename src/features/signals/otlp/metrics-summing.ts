import type { SummedSeries } from './fast/add-summed.ts';
import type { Rules } from './fast/known-values.ts';

/**
 * Reads a body of OTLP metrics on another thread, where that is worth it and the body holds nothing but increments; null where it
 * is to be read here. The same rules go by the very same object.
 */
export type MetricsSumming = (bytes: Uint8Array, rules: Rules) => Promise<SummedSeries | null>;
