import { boundsLabel } from '../bins.ts';

/**
 * Edges of the latency bins in seconds: round numbers, close enough for any cut-off that people name, and among them those
 * of OpenTelemetry's HTTP conventions and of the spanmetrics connector.
 */
export const durationBounds: readonly number[] = [
  0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.075, 0.08, 0.1,
  0.125, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 0.8, 1, 1.2, 1.25, 1.4, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10,
  12, 15, 20, 25, 30, 40, 45, 60, 90, 120, 180, 300, 600, 900, 1_800, 3_600,
];

/** In nanoseconds. */
const edges: readonly number[] = durationBounds.map((seconds) => Math.round(seconds * 1e9));

export const durationUnit = 's';
export const durationLabels: Readonly<Record<string, string>> = { [boundsLabel]: durationBounds.join(',') };

/** The bins of short durations by whole milliseconds, rounded up: all edges are such. */
const shortBins = Uint8Array.from({ length: 4_097 }, (_, ms) => searched(ms * 1e6));

/**
 * The bin of a duration in nanoseconds: bin i holds what is above edge i − 1 and up to edge i. A number beyond 2^53 need not be
 * exact: the last edge lies far below.
 */
export function durationBin(nanoseconds: number): number {
  const ms = Math.ceil(nanoseconds / 1e6);
  return ms < shortBins.length ? shortBins[ms]! : searched(nanoseconds);
}

function searched(nanoseconds: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < nanoseconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
