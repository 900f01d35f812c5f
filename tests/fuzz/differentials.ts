import type { Differential } from './differential.ts';
import { ndjsonDifferential } from './ndjson-differential.ts';
import { otlpMetricsDifferential } from './otlp-metrics-differential.ts';
import { tracesDifferential } from './traces-differential.ts';
import { writeDifferential } from './write-differential.ts';

/** Every pair of ways that are held against each other; how to add one is told in differential.ts. */
export const differentials: Differential[] = [
  ndjsonDifferential,
  otlpMetricsDifferential,
  tracesDifferential,
  writeDifferential,
];
