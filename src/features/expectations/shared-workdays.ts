const slotsPerDay = 144;
const workdays = 5;

/** Weights that are tried for what Monday to Friday share; the one that predicts left-out weeks best is taken. */
export const shareWeights = [0, 0.3, 0.6, 0.85] as const;

/**
 * Lets the workdays of a weekly shape learn from each other: each is drawn by `weight` towards the course that all five share
 * (each scaled to a mean of 1, then averaged), at its own height. Where Mondays and Tuesdays have the same course,
 * five weeks then say as much about a Tuesday at noon as twenty-five. Saturday and Sunday stay as they are.
 */
export function shareWorkdays(shape: Float64Array, weight: number): Float64Array {
  if (weight === 0 || shape.length !== 7 * slotsPerDay) return shape;
  const heights = Array.from({ length: workdays }, (_, d) => {
    let sum = 0;
    for (let s = 0; s < slotsPerDay; s++) sum += shape[d * slotsPerDay + s]!;
    return sum / slotsPerDay;
  });
  if (heights.some((height) => !(height > 0))) return shape;
  const out = shape.slice();
  for (let s = 0; s < slotsPerDay; s++) {
    let common = 0;
    for (let d = 0; d < workdays; d++) common += shape[d * slotsPerDay + s]! / heights[d]! / workdays;
    for (let d = 0; d < workdays; d++) {
      const i = d * slotsPerDay + s;
      out[i] = (1 - weight) * shape[i]! + weight * common * heights[d]!;
    }
  }
  return out;
}
