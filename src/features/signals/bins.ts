/**
 * The numbers of histogram bins as they are stored. The edges stand in the labels of the series, so that they are exact:
 *
 * - explicit bounds b0 < b1 < …: label `waga.bounds` = "b0,b1,…"; bin i holds (b(i−1), b(i)], the last one what lies above all.
 * - exponential: label `waga.scale` = s; bin 0 is the zero bucket; bin `middle + i` holds (base^i, base^(i+1)] with
 *   base = 2^(2^−s), and bin −(middle + i) the same below zero. `waga.zero` = its threshold where that is above 0.
 *   https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export const boundsLabel = 'waga.bounds';
export const scaleLabel = 'waga.scale';
export const zeroLabel = 'waga.zero';

/** Finer histograms are stored at this scale (bins 4.4% wide, 2.2% error at most); coarser ones keep their own. */
export const finestScale = 4;

/** Doubles reach from 2^−1074 to 2^1024, so at scale 4 an index lies between −17 184 and 16 384. */
export const middle = 20_000;

/** The bin of index `i` of the positive buckets; null where no double could lie. */
export function positiveBin(index: number): number | null {
  return Math.abs(index) < middle ? middle + index : null;
}

/** Index at a coarser scale: each step joins two neighbours, exactly. */
export function downscaled(index: number, steps: number): number {
  return Math.floor(index / 2 ** steps);
}

/** A stored exponential bin at a scale that is coarser by `steps`. */
export function downscaledBin(bin: number, steps: number): number {
  if (bin === 0 || steps === 0) return bin;
  return Math.sign(bin) * (middle + downscaled(Math.abs(bin) - middle, steps));
}

/** Which bins lie wholly at or below a cut-off, and whether the cut-off is an edge (else observations just below it count as above). */
export interface Cut {
  below(bin: number): boolean;
  exact: boolean;
  /** The edge that is used instead where it is not exact; null where no edge lies below the cut-off. */
  edge: number | null;
}

/** Cuts the bins of a series at `limit`, in the unit of the series. Null where the labels name no bins. */
export function cutAt(labels: Readonly<Record<string, string>>, limit: number): Cut | null {
  const bounds = labels[boundsLabel];
  if (bounds !== undefined) return cutBounds(bounds === '' ? [] : bounds.split(',').map(Number), limit);
  const scale = labels[scaleLabel];
  return scale === undefined ? null : cutExponential(Number(scale), Number(labels[zeroLabel] ?? '0'), limit);
}

function cutBounds(bounds: readonly number[], limit: number): Cut {
  const whole = bounds.filter((bound) => bound <= limit);
  const edge = whole.at(-1) ?? null;
  return { below: (bin) => bin < whole.length, exact: edge === limit, edge };
}

function cutExponential(scale: number, zero: number, limit: number): Cut {
  const perOctave = 2 ** scale;
  // Powers of two are exact for log2; elsewhere an index within rounding of a whole number is that number.
  const position = Math.log2(limit) * perOctave;
  const index = Math.abs(position - Math.round(position)) < 1e-9 ? Math.round(position) : Math.floor(position);
  const edge = 2 ** (index / perOctave);
  const below = (bin: number): boolean => (bin === 0 ? zero <= limit : bin < middle + index);
  return { below, exact: index === position || Math.abs(edge - limit) <= 1e-9 * limit, edge };
}
