/**
 * Seeded random numbers: equal seeds give equal sequences on every machine. For simulations, resampling and tests;
 * not for secrets. Generator: sfc32 (C. Doty-Humphrey, PractRand), seeded through splitmix32.
 */
export interface Random {
  /** Uniform on [0, 1) with 32 bits. */
  uniform(): number;
  /** Standard normal (polar method, Marsaglia and Bray 1964). */
  normal(): number;
  /** Gamma with the given shape and scale 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number;
  /** Poisson count (inversion below 30, PTRS by Hörmann 1993 from there). */
  poisson(mean: number): number;
  /** Count with the given mean and variance `dispersion`·mean (negative binomial as gamma-mixed Poisson); dispersion ≥ 1. */
  count(mean: number, dispersion: number): number;
  /** Integer on [from, to]. */
  integer(from: number, to: number): number;
}

export function seededRandom(seed: number): Random {
  const uniform = sfc32(seed);
  const normal = (): number => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const poisson = (mean: number): number => {
    if (mean <= 0) return 0;
    return mean < 30 ? smallPoisson(mean, uniform) : largePoisson(mean, uniform);
  };
  return {
    uniform,
    normal,
    gamma,
    poisson,
    count: (mean, dispersion) =>
      dispersion <= 1 || mean <= 0 ? poisson(mean) : poisson((dispersion - 1) * gamma(mean / (dispersion - 1))),
    integer: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
  };
}

function sfc32(seed: number): () => number {
  let mix = seed | 0;
  const next = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  const step = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) step();
  return step;
}

function smallPoisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let product = uniform();
  let n = 0;
  while (product > limit) {
    product *= uniform();
    n++;
  }
  return n;
}

function largePoisson(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverse = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = 1 - uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accept = Math.log((v * inverse) / (a / (us * us) + b));
    if (accept <= k * Math.log(mean) - mean - logFactorial(k)) return k;
  }
}

/** ln k! by Stirling's series with three terms; below 1e-7 off from k = 10 on, exact sum below. */
function logFactorial(k: number): number {
  if (k < 10) {
    let sum = 0;
    for (let i = 2; i <= k; i++) sum += Math.log(i);
    return sum;
  }
  const x = k + 1;
  return (x - 0.5) * Math.log(x) - x + 0.918938533204673 + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
}
