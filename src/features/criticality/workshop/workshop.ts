import type { EpochMs } from '../../../maths/instants.ts';
import { Level } from '../../catalog/fields.ts';
import { mostComparisons } from './merge-insertion.ts';
import { type Comparison, type KnownOrder, knownOrder, rankingOf } from './pairwise.ts';
import { type SettledLevel, type WorkshopAnswer, type WorkshopNext, WorkshopQuestion } from './workshop-contract.ts';
import { levelFrom } from './workshop-rule.ts';

/** What was done in a workshop, one after the other. Nothing is ever taken out: `undo` takes back the last that still counts. */
export type WorkshopStep =
  | ({ step: 'answer' } & WorkshopAnswer)
  | ({ step: 'compare' } & Comparison)
  | ({ step: 'settle' } & SettledLevel)
  | { step: 'undo' }
  | { step: 'close'; validFrom: string | null };

export interface WorkshopState {
  processes: readonly string[];
  answers: ReadonlyMap<string, ReadonlyMap<WorkshopQuestion, WorkshopAnswer['answer']>>;
  comparisons: readonly Comparison[];
  settled: ReadonlyMap<string, NonNullable<SettledLevel['settled']>>;
  /** What `undo` would take back; null when there is nothing. */
  last: WorkshopStep | null;
  closedAt: EpochMs | null;
}

/** The state after some steps. Pure: the same steps always give the same state. */
export function workshopState(
  processes: readonly string[],
  steps: readonly (WorkshopStep & { at: EpochMs })[],
): WorkshopState {
  const counting: WorkshopStep[] = [];
  let closedAt: EpochMs | null = null;
  for (const { at, ...step } of steps) {
    if (step.step === 'undo') counting.pop();
    else if (step.step === 'close') closedAt = at;
    else counting.push(step);
  }
  const answers = new Map(processes.map((name) => [name, new Map<WorkshopQuestion, WorkshopAnswer['answer']>()]));
  const comparisons: Comparison[] = [];
  const settled = new Map<string, NonNullable<SettledLevel['settled']>>();
  for (const step of counting) {
    if (step.step === 'answer') answers.get(step.process)?.set(step.question, step.answer);
    else if (step.step === 'compare') comparisons.push({ first: step.first, second: step.second });
    else if (step.step === 'settle') {
      if (step.settled === null) settled.delete(step.process);
      else settled.set(step.process, step.settled);
    }
  }
  return { processes, answers, comparisons, settled, last: counting.at(-1) ?? null, closedAt };
}

/** The level that people settled on, else the one that the answers mean; null while answers are missing. */
export function levelOf(state: WorkshopState, process: string): Level | null {
  return state.settled.get(process)?.level ?? levelFrom(state.answers.get(process) ?? new Map())?.level ?? null;
}

/** The processes of each level, the highest first, in the order of the workshop. */
function byLevel(state: WorkshopState): [Level, string[]][] {
  return Level.options.map((level) => [level, state.processes.filter((name) => levelOf(state, name) === level)]);
}

/** The first question without an answer, of the processes in their order; then the comparisons within each level. */
export function nextOf(state: WorkshopState): WorkshopNext | null {
  if (state.closedAt !== null) return null;
  for (const process of state.processes) {
    if (state.settled.has(process)) continue;
    const question = WorkshopQuestion.options.find((one) => !state.answers.get(process)?.has(one));
    if (question !== undefined) return { ask: 'question', process, question };
  }
  const known = knownOrder(state.comparisons);
  for (const [, names] of byLevel(state)) {
    const { ask } = rankingOf(names, known);
    if (ask !== null) return { ask: 'comparison', left: ask[0], right: ask[1] };
  }
  return null;
}

/**
 * Questions and comparisons that are still to come, at most: every question without an answer, and the comparisons if all that
 * have no level yet came into the one level where they cost most.
 */
export function leftAtMost(state: WorkshopState): number {
  if (state.closedAt !== null) return 0;
  const open = state.processes.filter((name) => levelOf(state, name) === null);
  const questions = open.map((name) => WorkshopQuestion.options.length - (state.answers.get(name)?.size ?? 0));
  const known = knownOrder(state.comparisons);
  const levels = byLevel(state).map(([, names]) => ({
    now: rankingOf(names, known).leftAtMost,
    joined: mostComparisons(names.length + open.length),
  }));
  const now = levels.reduce((sum, level) => sum + level.now, 0);
  const comparisons = open.length === 0 ? now : Math.max(...levels.map((level) => now - level.now + level.joined));
  return questions.reduce((sum, count) => sum + count, 0) + comparisons;
}

/** Answers and comparisons that count. */
export function askedOf(state: WorkshopState): number {
  return [...state.answers.values()].reduce((sum, given) => sum + given.size, state.comparisons.length);
}

/** 1 is fixed first. Higher levels go first; within one those that nothing told apart yet have the same rank. */
export function ranksOf(state: WorkshopState): Map<string, number> {
  const known: KnownOrder = knownOrder(state.comparisons);
  const ranks = new Map<string, number>();
  let before = 0;
  for (const [, names] of byLevel(state)) {
    for (const name of names) ranks.set(name, before + 1 + names.filter((other) => known.isBefore(other, name)).length);
    before += names.length;
  }
  return ranks;
}
