import type { Level } from '../../../src/features/catalog/fields.ts';
import type { Workshop, WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { levels } from '../decisions/level-words.ts';

/** What the people settled on, else what their answers say. */
export const levelOf = ({ settled, proposedLevel }: WorkshopProcess): Level | null => settled?.level ?? proposedLevel;

/** The level that a process goes out of the workshop with: that of its decision once there is one. */
export const resultLevel = (process: WorkshopProcess): Level | null => process.decision?.level ?? levelOf(process);

/** What is fixed first comes first; those without a place yet last, as they were chosen. */
export function inRank(processes: Workshop['processes']): WorkshopProcess[] {
  const place = (process: WorkshopProcess): number => {
    const level = levelOf(process);
    return level === null ? levels.length : levels.indexOf(level);
  };
  return [...processes].sort(
    (a, b) => place(a) - place(b) || (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER),
  );
}

/** Whether closing proposes a decision: its level is another than holds now, or nobody has signed it yet. */
export const isNew = (process: WorkshopProcess, signed: ReadonlySet<string>): boolean =>
  !signed.has(process.name) || levelOf(process) !== process.currentLevel;
