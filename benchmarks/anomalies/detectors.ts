import { seededRandom } from '../../src/maths/random.ts';

/** Scores nothing. */
export const nullScores = (values: Float64Array): Float64Array => new Float64Array(values.length);

/** Scores by chance. */
export function randomScores(values: Float64Array, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from(values, () => random.uniform());
}

const windowRows = 1_000;

/** One minus the tail probability under a normal law with mean and deviation of the last thousand rows. */
export function windowedGaussian(values: Float64Array): Float64Array {
  const scores = new Float64Array(values.length);
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const n = Math.min(row, windowRows);
    const value = values[row]!;
    if (n > 0) {
      const mean = sum / n;
      const deviation = Math.sqrt(Math.max(0, squares / n - mean * mean)) || 1e-6;
      scores[row] = 1 - 0.5 * complementaryError(Math.abs(value - mean) / deviation / Math.SQRT2);
    }
    sum += value;
    squares += value * value;
    if (row >= windowRows) {
      const gone = values[row - windowRows]!;
      sum -= gone;
      squares -= gone * gone;
    }
  }
  return scores;
}

/** Abramowitz and Stegun 7.1.26, error below 1.5e-7. `x` ≥ 0. */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return series * Math.exp(-x * x);
}

const longestRun = 500;
const hazard = 1 / 250;
const prior = { alpha: 0.1, beta: 0.001, kappa: 1, mu: 0 };

/**
 * Bayesian online change points (Adams and MacKay 2007, arXiv 0710.3742) with the benchmark's prior: normal data of unknown mean
 * and variance, one change in 250 rows. The score of a row is by how much the likeliest run became shorter.
 */
export function bayesChangePoint(values: Float64Array): Float64Array {
  const scores = new Float64Array(values.length);
  const size = longestRun + 2;
  const logNorm = Float64Array.from({ length: size }, (_, run) => {
    const degrees = 2 * (prior.alpha + run / 2);
    return logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(Math.PI * degrees);
  });
  let runs = new Float64Array(size);
  let mu = new Float64Array(size).fill(prior.mu);
  let beta = new Float64Array(size).fill(prior.beta);
  runs[0] = 1;
  let longestBefore = 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const last = Math.min(row, longestRun);
    const next = new Float64Array(size);
    const nextMu = new Float64Array(size).fill(prior.mu);
    const nextBeta = new Float64Array(size).fill(prior.beta);
    let total = 0;
    for (let run = 0; run <= last; run++) {
      const alpha = prior.alpha + run / 2;
      const kappa = prior.kappa + run;
      const scale2 = (beta[run]! * (kappa + 1)) / (alpha * kappa);
      const away = value - mu[run]!;
      const exponent = -(alpha + 0.5) * Math.log1p((away * away) / (2 * alpha * scale2));
      const likelihood = Math.exp(logNorm[run]! - 0.5 * Math.log(scale2) + exponent);
      const weight = runs[run]! * likelihood;
      next[run + 1] = weight * (1 - hazard);
      next[0]! += weight * hazard;
      total += weight;
      nextMu[run + 1] = (kappa * mu[run]! + value) / (kappa + 1);
      nextBeta[run + 1] = beta[run]! + (kappa * away * away) / (2 * (kappa + 1));
    }
    let likeliest = 0;
    for (let run = 0; run < size; run++) {
      next[run] = total > 0 ? next[run]! / total : Number(run === 0);
      if (next[run]! > next[likeliest]!) likeliest = run;
    }
    scores[row] = likeliest < longestBefore ? 1 - likeliest / longestBefore : 0;
    longestBefore = likeliest;
    [runs, mu, beta] = [next, nextMu, nextBeta];
  }
  return scores;
}

/** Lanczos approximation, g = 7, nine terms; x > 0. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const base = z + 7.5;
  const sum = terms.reduce((all, term, nth) => (nth === 0 ? term : all + term / (z + nth)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(base) - base + Math.log(sum);
}
