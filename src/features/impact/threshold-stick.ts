/** Points to fit, ascending in x; a weight is 1/variance, 0 leaves the point out. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
  weight: Float64Array;
}

/**
 * Broken stick: y = atKnee + below·(x − knee) up to the knee, atKnee + beyond·(x − knee) from there to `saturation`, level
 * after it. Infinite saturation: no floor was needed.
 */
export interface Stick {
  knee: number;
  atKnee: number;
  below: number;
  beyond: number;
  saturation: number;
  rss: number;
}

export function stickAt(stick: Stick, x: number): number {
  const u = Math.min(x, stick.saturation) - stick.knee;
  return stick.atKnee + (u < 0 ? stick.below : stick.beyond) * u;
}

export interface StickOptions {
  /** Only sticks that fall beyond the knee, and fall faster there than before it. */
  falling: boolean;
  /** A level floor after a second break may be tried. */
  floor: boolean;
  /** Weighted points (bins) needed beyond the knee. */
  pointsBeyond: number;
}

/**
 * The stick of least weighted squares, by the profile over all knees (and floors) between the points, then refined by
 * golden section. Null where none fits the options. Source: Muggeo 2003's model; the exact grid instead of his
 * linearisation has no local optima to fall into. With running sums each trial costs three equations, whatever n.
 */
export function fitStick(points: Points, options: StickOptions): Stick | null {
  const sums = runningSums(points);
  const n = sums.x.length;
  const last = n - options.pointsBeyond;
  let best: Trial | null = null;
  const floors: number[] = options.floor ? [] : [n];
  if (options.floor) for (let j = 4; j < n; j += 2) floors.push(j);
  if (options.floor) floors.push(n);
  for (let i = 2; i <= last; i++) {
    const knee = (sums.x[i - 1]! + sums.x[i]!) / 2;
    for (const j of floors) {
      if (j < i + 2) continue;
      const trial = solve(sums, knee, j === n ? Number.POSITIVE_INFINITY : sums.x[j - 1]!, i, j);
      if (options.falling && !(trial.gamma < 0 && trial.beta + trial.gamma < 0)) continue;
      if (!best || trial.rss < best.rss) best = trial;
    }
  }
  return best && stickOf(refined(sums, best, options), sums);
}

/** Least squares line with `slope` at least `lowestSlope`; its weighted squares. */
export function lineRss(points: Points, lowestSlope: number): number {
  const { n, u, uu, y, uy, yy } = totals(runningSums(points));
  const sxx = uu - (u * u) / n;
  const sxy = uy - (u * y) / n;
  const slope = sxx > 0 ? Math.max(lowestSlope, sxy / sxx) : 0;
  return yy - (y * y) / n - 2 * slope * sxy + slope * slope * sxx;
}

interface Sums {
  x: Float64Array;
  w: Float64Array;
  wx: Float64Array;
  wxx: Float64Array;
  wy: Float64Array;
  wxy: Float64Array;
  yy: number;
  /** Taken off all x (and knees) and y, against cancellation. */
  shiftX: number;
  shiftY: number;
}

function runningSums({ x, y, weight }: Points): Sums {
  const used = Int32Array.from(x.keys()).filter((k) => weight[k]! > 0);
  const n = used.length;
  let [w, wx, wy] = [0, 0, 0];
  for (const k of used) {
    w += weight[k]!;
    wx += weight[k]! * x[k]!;
    wy += weight[k]! * y[k]!;
  }
  const make = (): Float64Array => new Float64Array(n + 1);
  const sums: Sums = {
    x: new Float64Array(n),
    w: make(),
    wx: make(),
    wxx: make(),
    wy: make(),
    wxy: make(),
    yy: 0,
    shiftX: w > 0 ? wx / w : 0,
    shiftY: w > 0 ? wy / w : 0,
  };
  for (let i = 0; i < n; i++) {
    const k = used[i]!;
    const [weightOf, dx, dy] = [weight[k]!, x[k]! - sums.shiftX, y[k]! - sums.shiftY];
    sums.x[i] = dx;
    sums.w[i + 1] = sums.w[i]! + weightOf;
    sums.wx[i + 1] = sums.wx[i]! + weightOf * dx;
    sums.wxx[i + 1] = sums.wxx[i]! + weightOf * dx * dx;
    sums.wy[i + 1] = sums.wy[i]! + weightOf * dy;
    sums.wxy[i + 1] = sums.wxy[i]! + weightOf * dx * dy;
    sums.yy += weightOf * dy * dy;
  }
  return sums;
}

function totals(s: Sums): { n: number; u: number; uu: number; y: number; uy: number; yy: number } {
  const n = s.x.length;
  return { n: s.w[n]!, u: s.wx[n]!, uu: s.wxx[n]!, y: s.wy[n]!, uy: s.wxy[n]!, yy: s.yy };
}

interface Trial {
  knee: number;
  saturation: number;
  alpha: number;
  beta: number;
  gamma: number;
  rss: number;
  first: number;
  floorFrom: number;
}

/** Least squares of 1, u = min(x, saturation), (u − knee)+; points before `i` lie below the knee, those from `j` on the floor. */
function solve(s: Sums, knee: number, saturation: number, i: number, j: number): Trial {
  const all = s.x.length;
  const top = j >= all ? 0 : saturation;
  const n = s.w[all]!;
  const nFloor = n - s.w[j]!;
  const yFloor = s.wy[all]! - s.wy[j]!;
  const u = s.wx[j]! + top * nFloor;
  const uu = s.wxx[j]! + top * top * nFloor;
  const y = s.wy[all]!;
  const uy = s.wxy[j]! + top * yFloor;
  const n2 = s.w[j]! - s.w[i]!;
  const x2 = s.wx[j]! - s.wx[i]!;
  const xx2 = s.wxx[j]! - s.wxx[i]!;
  const rise = top - knee;
  const h = x2 - knee * n2 + rise * nFloor;
  const hh = xx2 - 2 * knee * x2 + knee * knee * n2 + rise * rise * nFloor;
  const uh = xx2 - knee * x2 + top * rise * nFloor;
  const hy = s.wxy[j]! - s.wxy[i]! - knee * (s.wy[j]! - s.wy[i]!) + rise * yFloor;
  // the intercept is eliminated, then two equations remain
  const suu = uu - (u * u) / n;
  const shh = hh - (h * h) / n;
  const suh = uh - (u * h) / n;
  const suy = uy - (u * y) / n;
  const shy = hy - (h * y) / n;
  const determinant = suu * shh - suh * suh;
  if (!(determinant > 1e-12 * suu * shh))
    return { knee, saturation, alpha: 0, beta: 0, gamma: 0, rss: Number.POSITIVE_INFINITY, first: i, floorFrom: j };
  const beta = (suy * shh - shy * suh) / determinant;
  const gamma = (shy * suu - suy * suh) / determinant;
  const rss = s.yy - (y * y) / n - beta * suy - gamma * shy;
  return { knee, saturation, alpha: (y - beta * u - gamma * h) / n, beta, gamma, rss, first: i, floorFrom: j };
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Knee, floor and knee again moved to the least squares between the neighbours of the best trial. */
function refined(s: Sums, start: Trial, options: StickOptions): Trial {
  const n = s.x.length;
  const isFalling = (t: Trial): boolean => !options.falling || (t.gamma < 0 && t.beta + t.gamma < 0);
  let best = start;
  for (const part of ['knee', 'saturation', 'knee'] as const) {
    if (part === 'saturation' && best.floorFrom >= n) break;
    const [first, last] =
      part === 'knee'
        ? [Math.max(0, start.first - 3), Math.min(n - options.pointsBeyond, start.floorFrom - 2, start.first + 2)]
        : [Math.max(start.first + 1, start.floorFrom - 3), Math.min(n - 1, start.floorFrom + 1)];
    const { knee, saturation } = best;
    const found = lowest(s.x[first]!, s.x[last]!, (at) =>
      part === 'knee' ? solveAt(s, at, saturation) : solveAt(s, knee, at),
    );
    if (found.rss < best.rss && isFalling(found)) best = found;
  }
  return best;
}

function solveAt(s: Sums, knee: number, saturation: number): Trial {
  let i = 0;
  while (i < s.x.length && s.x[i]! <= knee) i++;
  let j = i;
  while (j < s.x.length && s.x[j]! <= saturation) j++;
  return solve(s, knee, saturation, i, j);
}

/** Golden section search of the trial with the lowest sum of squares between two places. */
function lowest(from: number, to: number, trialAt: (at: number) => Trial): Trial {
  let [low, high] = [from, to];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [left, right] = [trialAt(a), trialAt(b)];
  for (let round = 0; round < 32; round++) {
    if (left.rss < right.rss) {
      high = b;
      [b, right] = [a, left];
      a = high - golden * (high - low);
      left = trialAt(a);
    } else {
      low = a;
      [a, left] = [b, right];
      b = low + golden * (high - low);
      right = trialAt(b);
    }
  }
  return left.rss < right.rss ? left : right;
}

function stickOf(t: Trial, s: Sums): Stick {
  return {
    knee: t.knee + s.shiftX,
    atKnee: t.alpha + t.beta * t.knee + s.shiftY,
    below: t.beta,
    beyond: t.beta + t.gamma,
    saturation: t.saturation + s.shiftX,
    rss: Math.max(0, t.rss),
  };
}
