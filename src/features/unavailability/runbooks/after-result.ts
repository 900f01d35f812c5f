import type { EpochMs } from '../../../maths/instants.ts';
import type { Effect, Run } from './run.ts';
import { type Draft, draftOf, type Outcome, settle } from './run-draft.ts';

/**
 * The run once it is known what became of something carried out; null for a result that comes too late, of a step that was begun
 * anew, or of which somebody has said what became of it.
 */
export function afterResult(run: Run, { step, phase, attempt }: Effect, outcome: Outcome, now: EpochMs): Draft | null {
  const kept = run.steps[step]!;
  if (kept.state !== 'running' || kept.phase !== phase || kept.attempt !== attempt || kept.awaits !== null) return null;
  const draft = draftOf(run);
  settle(draft, step, outcome, now);
  return draft;
}
