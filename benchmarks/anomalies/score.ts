/**
 * The scoring of the Numenta Anomaly Benchmark, written anew from its description (Lavin and Ahmad 2015, arXiv 1510.03336): each
 * labelled window is won by its best (earliest) detection, a sigmoid falling from its left edge to its right; a detection outside
 * costs the more the farther it lies behind the last window; a missed window costs a whole one.
 */
export interface Weights {
  tp: number;
  fn: number;
  fp: number;
}

/** The benchmark's three profiles. */
export const profiles: Record<string, Weights> = {
  standard: { tp: 1, fn: 1, fp: 0.11 },
  'few false alarms': { tp: 1, fn: 1, fp: 0.22 },
  'few misses': { tp: 1, fn: 2, fp: 0.11 },
};

/** A series of the benchmark: as many scores as rows; windows as first and last row. */
export interface Labelled {
  rows: number;
  windows: { first: number; last: number }[];
}

const sigmoid = (position: number): number => (position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);
const best = sigmoid(-1);

/** Rows at the start that are not judged: 15%, at most 750. */
export const probation = (rows: number): number => Math.min(Math.floor(0.15 * rows), 750);

/** A row's part in the total once it counts as a detection: within which window (null outside), and how much. */
interface Point {
  score: number;
  file: number;
  window: number | null;
  worth: number;
}

function pointsOf({ rows, windows }: Labelled, scores: Float64Array, file: number, weights: Weights): Point[] {
  const points: Point[] = [];
  let next = 0;
  let before: { last: number; width: number } | null = null;
  for (let row = 0; row < rows; row++) {
    const window = windows[next];
    const inside = window !== undefined && row >= window.first;
    let worth: number;
    if (inside) {
      const width = window.last - window.first + 1;
      worth = (weights.tp * sigmoid(-(window.last - row + 1) / width)) / best;
    } else worth = weights.fp * sigmoid(before === null ? 3 : (row - before.last) / (before.width - 1));
    if (row >= probation(rows)) points.push({ score: scores[row]!, file, window: inside ? next : null, worth });
    if (inside && row === window.last) {
      before = { last: row, width: window.last - window.first + 1 };
      next += 1;
    }
  }
  return points;
}

export interface Scored {
  /** 100 for every window found at its first row and nothing else, 0 for finding nothing. */
  score: number;
  threshold: number;
}

/** The best total over all thresholds, one for all files, normalised. `scores` are between 0 and 1, one a row. */
export function scoreOf(files: readonly Labelled[], scores: readonly Float64Array[], weights: Weights): Scored {
  const points = files.flatMap((file, nth) => pointsOf(file, scores[nth]!, nth, weights));
  const windows = new Set(points.filter(({ window }) => window !== null).map(({ file, window }) => `${file} ${window}`))
    .size;
  points.sort((a, b) => b.score - a.score);
  const won = new Map<string, number>();
  const nothing = -windows * weights.fn;
  let total = nothing;
  let top: Scored = { score: nothing, threshold: 1.1 };
  points.forEach(({ score, file, window, worth }, nth) => {
    if (window === null) total += worth;
    else {
      const key = `${file} ${window}`;
      const known = won.get(key) ?? -weights.fn;
      if (worth > known) {
        won.set(key, worth);
        total += worth - known;
      }
    }
    const complete = points[nth + 1]?.score !== score;
    if (complete && total > top.score) top = { score: total, threshold: score };
  });
  const perfect = windows * weights.tp;
  return { score: (100 * (top.score - nothing)) / (perfect - nothing), threshold: top.threshold };
}

/** Share of windows with a detection at the threshold, and rows detected outside them per 1 000 judged rows. */
export function plainCounts(files: readonly Labelled[], scores: readonly Float64Array[], threshold: number) {
  let windows = 0;
  let found = 0;
  let outside = 0;
  let judged = 0;
  files.forEach((file, nth) => {
    const from = probation(file.rows);
    const hit = (row: number): boolean => scores[nth]![row]! >= threshold;
    for (let row = from; row < file.rows; row++) {
      judged += 1;
      if (hit(row) && !file.windows.some(({ first, last }) => row >= first && row <= last)) outside += 1;
    }
    for (const { first, last } of file.windows.filter((window) => window.last >= from)) {
      windows += 1;
      for (let row = Math.max(first, from); row <= last; row++) {
        if (!hit(row)) continue;
        found += 1;
        break;
      }
    }
  });
  return { windows, found, outsidePerThousand: (1_000 * outside) / judged };
}
