import type { Level } from '../../catalog/fields.ts';
import type { Thresholds } from '../../catalog/thresholds.ts';
import { levelOf, ranksOf, type WorkshopState } from './workshop.ts';
import { levelFrom } from './workshop-rule.ts';

export interface ClosingProposal {
  process: string;
  level: Level;
  thresholds: Thresholds | null;
  reason: string;
}

/** What holds of a process by a decision, not by its file. */
export interface DecidedNow {
  level: Level;
  thresholds: Thresholds | null;
}

/**
 * What is to be decided at the end of a workshop: every process whose level nobody has signed yet, or is another than the one that
 * holds. The thresholds of the decision that holds go on. What was not talked about, and what is confirmed, is left out.
 */
export function closingProposals(
  title: string,
  state: WorkshopState,
  decided: ReadonlyMap<string, DecidedNow>,
): ClosingProposal[] {
  const ranks = ranksOf(state);
  return state.processes.flatMap((process) => {
    const level = levelOf(state, process);
    const now = decided.get(process);
    if (level === null || level === now?.level) return [];
    const why = state.settled.get(process)?.reason ?? levelFrom(state.answers.get(process) ?? new Map())?.because ?? '';
    const place = `${ranks.get(process)} of ${ranks.size} in the workshop “${title}”`;
    const reason = `${why}\nFixed as ${place}.`.slice(0, 2_000);
    return [{ process, level, thresholds: now?.thresholds ?? null, reason }];
  });
}
