/**
 * Ordinary least squares with an intercept: `columns` are the explaining variables, all as long as `y` and without NaN. Constant
 * columns get the coefficient 0. Columns that (nearly) repeat each other share their weight: a ridge of a millionth of the spread
 * keeps the answer unique, whatever the units and the order of the columns.
 */
export interface Line {
  intercept: number;
  slopes: Float64Array;
}

const ridge = 1e-6;

export function leastSquares(y: ArrayLike<number>, columns: readonly ArrayLike<number>[]): Line {
  const n = y.length;
  const means = columns.map((column) => mean(column, n));
  const spreads = columns.map((column, nth) => spread(column, means[nth]!, n));
  const used = columns.map((_, nth) => nth).filter((nth) => spreads[nth]! > 1e-12 * Math.abs(means[nth]!));
  const meanY = mean(y, n);
  const size = used.length;
  const matrix = used.map(() => new Float64Array(size));
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const [a, meanA, spreadA] = [columns[used[i]!]!, means[used[i]!]!, spreads[used[i]!]!];
    for (let j = 0; j <= i; j++) {
      const [b, meanB, spreadB] = [columns[used[j]!]!, means[used[j]!]!, spreads[used[j]!]!];
      let sum = 0;
      for (let at = 0; at < n; at++) sum += (a[at]! - meanA) * (b[at]! - meanB);
      matrix[i]![j] = sum / (n * spreadA * spreadB) + (i === j ? ridge : 0);
    }
    let sum = 0;
    for (let at = 0; at < n; at++) sum += (a[at]! - meanA) * (y[at]! - meanY);
    right[i] = sum / (n * spreadA);
  }
  const standardised = cholesky(matrix, right);
  const slopes = new Float64Array(columns.length);
  used.forEach((nth, i) => {
    slopes[nth] = standardised[i]! / spreads[nth]!;
  });
  return { intercept: meanY - means.reduce((sum, one, nth) => sum + one * slopes[nth]!, 0), slopes };
}

/** Solves a symmetric positive definite system whose lower half is given; overwrites `matrix`. */
function cholesky(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i]![k]! * matrix[j]![k]!;
      matrix[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j]![j]!;
    }
    for (let k = 0; k < i; k++) x[i]! -= matrix[i]![k]! * x[k]!;
    x[i]! /= matrix[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= matrix[k]![i]! * x[k]!;
    x[i]! /= matrix[i]![i]!;
  }
  return x;
}

function mean(values: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let at = 0; at < n; at++) sum += values[at]!;
  return sum / n;
}

/** Standard deviation over n. */
function spread(values: ArrayLike<number>, centre: number, n: number): number {
  let sum = 0;
  for (let at = 0; at < n; at++) sum += (values[at]! - centre) ** 2;
  return Math.sqrt(sum / n);
}
