import { type Batch, emptyBatch, type SeriesKey } from '../../src/stores/measurements/measurements.ts';

/** A Friday, so that nothing falls on it by chance. */
export const friday = Date.UTC(2026, 10, 20);

export function series(
  name: string,
  labels: Record<string, string> = {},
  kind: SeriesKey['kind'] = 'counts',
): SeriesKey {
  return { source: 'shop', name, kind, unit: '1', labels };
}

export function batch(parts: Partial<Batch>): Batch {
  return { ...emptyBatch(), ...parts };
}

export function keyed(key: string, answer: string, parts: Partial<Batch>): Batch {
  return batch({ key: { source: 'shop', key, answer, at: friday }, ...parts });
}

/** `n` at each of the instants. */
export function countsAt(key: SeriesKey, rows: [at: number, n: number][]): Partial<Batch> {
  return { series: [key], counts: rows.map(([at, n]) => ({ series: 0, at, n })) };
}

/** The same with all counts and bins but the first as columns. */
export function mostlyColumns({ counts, bins, ...others }: Batch): Batch {
  const columns = (rows: Batch['counts']) => ({
    series: Int32Array.from(rows, (row) => row.series),
    at: Float64Array.from(rows, (row) => row.at),
    n: Float64Array.from(rows, (row) => row.n),
  });
  const [lateCounts, lateBins] = [counts.slice(1), bins.slice(1)];
  return {
    ...others,
    ...{ counts: counts.slice(0, 1), counted: columns(lateCounts) },
    ...{ bins: bins.slice(0, 1), binned: { ...columns(lateBins), bin: Int32Array.from(lateBins, ({ bin }) => bin) } },
  };
}
