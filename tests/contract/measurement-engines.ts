import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';

export interface MeasurementsEngine {
  name: string;
  open(directory: string, options?: { maxQueuedRows?: number; now?: () => number }): Promise<Measurements>;
}

/** Every engine behind the seam; another one is another row. */
export const engines: readonly MeasurementsEngine[] = [
  { name: 'DuckDB', open: (directory, options) => openMeasurements({ directory, memoryLimitMb: 256, ...options }) },
];

export function engineNamed(name: string): MeasurementsEngine {
  const engine = engines.find((each) => each.name === name);
  if (!engine) throw new Error(`no engine is called ${name}`);
  return engine;
}
