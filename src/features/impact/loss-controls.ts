import { minute } from '../../maths/instants.ts';
import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { levelBlocks } from '../expectations/level-blocks.ts';
import { runLevel } from '../expectations/level-history.ts';
import { LevelStates } from '../expectations/level-states.ts';
import { blockMinutes, blockMs } from '../expectations/profile.ts';
import type { Control, ControlOutcome } from './control.ts';
import { checkControl } from './control-check.ts';
import { smoothedLevel } from './control-level.ts';
import { type ControlWeights, learnWeights, movedFactor } from './control-weights.ts';
import { findLoss, type LearnedAround, type LossFound, learnAround, reckonLoss } from './loss.ts';
import type { LossQuestion } from './loss-question.ts';

/** A log likelihood that rises by less is what chance brings. */
const leastGain = 6;
/** Controls must narrow the interval at least to this share of what it is without them. */
const narrowed = 0.95;

/**
 * `findLoss` beside other processes. What they all share (weather, news, a holiday nobody declared) moves the controls in the very
 * minutes of the outage, and what moves them tells how this process would have moved. Expected becomes shape × Π level_j^w_j ×
 * level, level_j the control's own level told from both sides, w_j learned from the time before the outage alone; the quiet
 * windows that measure the interval are read with the controls in. A control that was hit itself is left out, and all are when
 * they do not narrow the interval (`found.controls` says what became of each). Sources: synthetic controls and their placebos
 * (Abadie, Diamond and Hainmueller 2010), controls beside a structural time series (Brodersen et al. 2015). Pure. Throws as `findLoss`
 * does, for a control's data too.
 */
export function findLossBeside(question: LossQuestion, controls: readonly Control[]): LossFound {
  if (controls.length === 0) return findLoss(question);
  const learned = learnAround(question);
  const alone = reckonLoss(question, learned);
  const at = (i: number): number => learned.profile.learnedFrom + i * minute;
  const outage = { from: at(alone.ends.from), to: at(alone.ends.to) };
  const outcomes: ControlOutcome[] = [];
  const moves: { outcome: ControlOutcome; levels: Float64Array }[] = [];
  for (const control of controls) {
    const checked = checkControl(question, control, outage);
    const reason = 'reason' in checked ? checked.reason : null;
    const outcome = { name: control.name, used: false, weight: 0, reason };
    outcomes.push(outcome);
    if ('learned' in checked) moves.push({ outcome, levels: movesOf(checked.learned, checked.usable, learned) });
  }
  const beside =
    moves.length > 0
      ? withControls(
          learned,
          moves.map(({ levels }) => levels),
        )
      : null;
  const found = beside && reckonLoss({ ...question, raw: outage, ends: 'given' }, beside.learned);
  const narrower = found !== null && widthOf(found) < narrowed * widthOf(alone);
  for (const [j, { outcome }] of moves.entries()) {
    outcome.weight = narrower ? beside!.weights[j]! : 0;
    outcome.used = outcome.weight > 0;
    if (!outcome.used) outcome.reason = 'the interval is no narrower with it';
  }
  return narrower
    ? { ...found, raw: alone.raw, ends: alone.ends, controls: outcomes }
    : { ...alone, controls: outcomes };
}

/** Half-width of the interval of what would have come in the outage, but for the quantile that all share. */
function widthOf({ sums, spread, profile }: LossFound): number {
  return spread.lost * Math.sqrt(profile.dispersion * sums.outage + sums.varOutage);
}

/** The moves of a control laid over the blocks of the process; before its data begin, and after they end, it stands still. */
function movesOf({ profile, history }: LearnedAround, usable: Uint8Array, own: LearnedAround): Float64Array {
  const levels = smoothedLevel(history, usable);
  const shift = Math.round((own.profile.learnedFrom - profile.learnedFrom) / blockMs);
  const blocks = own.history.counts.length / blockMinutes;
  return Float64Array.from({ length: blocks }, (_, b) => levels[Math.max(0, Math.min(levels.length - 1, b + shift))]!);
}

/** The process read beside its controls, with weights learned before the outage; null where it moves with none of them. */
function withControls(
  { profile, history, hidden }: LearnedAround,
  moves: readonly Float64Array[],
): { learned: LearnedAround; weights: number[] } | null {
  const { counts, base, used, dispersion } = history;
  const { learnedFrom } = profile;
  const jump = (at: number): number => history.jumps[(at - learnedFrom) / blockMs]!;
  const before = used.slice().fill(0, Math.max(0, hidden.from));
  const past = levelBlocks(learnedFrom, counts, base, before, jump);
  const found: ControlWeights = learnWeights(past, dispersion, history.dynamics, moves);
  if (found.gain < leastGain) return null;
  const factor = movedFactor(moves, found.weights, past.base.length);
  const moved = base.map((value, i) => value * factor[Math.floor(i / blockMinutes)]!);
  const levels = new LevelStates(past.counts.length);
  const blocks = levelBlocks(learnedFrom, counts, moved, used, jump);
  runLevel(blocks, found.dynamics, dispersion, (level, block) => levels.set(block, level));
  const beside: PlaceboHistory = { ...history, base: moved, levels, dynamics: found.dynamics };
  return { learned: { profile, history: beside, hidden }, weights: found.weights };
}
