import { normalQuantile } from '../../../maths/distributions.ts';
import type { Strength } from './strength.ts';

/** Whether anything stands out, and by what that was judged. */
export interface Visible {
  visible: boolean;
  /** The strength from which one of all measures together stands out. */
  limit: number;
  strongest: Strength | null;
  quietWindows: number;
  /** Share of quiet windows (this one counted) in which some measure goes as far. */
  chance: number;
}

/** One quiet window in twenty may be taken for an incident. */
const falseShare = 0.1;

/**
 * Holds the strongest of all measures against the strongest in quiet windows of the same length: it stands out when it exceeds all
 * but one in twenty of them (a conformal rank), and what the largest of so many normal readings would reach by chance. With fewer
 * than nineteen quiet windows it must exceed each.
 */
export function visibleIn(strengths: readonly Strength[], windowRows: number, normalRows: number): Visible {
  const strongest = strengths.reduce<Strength | null>((a, b) => (a && a.value >= b.value ? a : b), null);
  const quietWindows = strengths[0]?.quiet.length ?? 0;
  const quiet = Array.from({ length: quietWindows }, (_, nth) =>
    strengths.reduce((most, { quiet: own }) => Math.max(most, Number.isNaN(own[nth]!) ? 0 : own[nth]!), 0),
  ).sort((a, b) => a - b);
  const rank = Math.ceil((quietWindows + 1) * (1 - falseShare));
  const ofQuiet = quiet[Math.min(rank, quietWindows) - 1] ?? 0;
  const limit = Math.max(ofQuiet, byChance(strengths.length * windowRows, normalRows));
  const value = strongest?.value ?? 0;
  const chance = (1 + quiet.filter((one) => one >= value).length) / (1 + quietWindows);
  return { visible: value > limit, limit, strongest, quietWindows, chance };
}

/**
 * What the largest of so many independent normal readings exceeds once in twenty, widened for a spread that was itself taken from
 * few rows (first term of the Cornish-Fisher expansion of Student's t). At least three.
 */
function byChance(readings: number, normalRows: number): number {
  if (readings === 0) return 3;
  const z = normalQuantile(1 - falseShare / readings);
  return Math.max(3, z * (1 + (z * z + 1) / (4 * Math.max(4, normalRows - 1))));
}
