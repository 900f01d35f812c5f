import { type ObservedQuestion, observeProcess, type SeenCoupling } from './observed/observed.ts';
import { questionOf, type Reckoned, type ReckonedFrom, reckon } from './reckoning.ts';
import { type BeforeChanges, beforeChanges, whatIf } from './what-if/what-if.ts';
import type { WhatIfAnswer, WhatIfChange } from './what-if/what-if-contract.ts';

/** What a thread is asked to do, and what it then answers. */
export interface Tasks {
  reckon: { takes: { from: ReckonedFrom }; gives: Reckoned };
  /** `key`: the same for questions that differ in the changes and in whose money is shown only. */
  'what-if': { takes: { key: string; from: ReckonedFrom; changes: readonly WhatIfChange[] }; gives: WhatIfAnswer };
  observe: { takes: { question: ObservedQuestion }; gives: SeenCoupling[] };
}
export type Task = { [Do in keyof Tasks]: { do: Do } & Tasks[Do]['takes'] }[keyof Tasks];

/** What a thread keeps between tasks. */
export interface Kept {
  before?: { key: string; of: BeforeChanges };
}

export function work(task: Task, kept: Kept): Tasks[keyof Tasks]['gives'] {
  switch (task.do) {
    case 'reckon':
      return reckon(task.from);
    case 'what-if':
      return whatIfAgain(task, kept);
    case 'observe':
      return observeProcess(task.question);
  }
}

/** Most of the work on a question is the same for the next one about the same catalogue. */
function whatIfAgain({ key, from, changes }: Tasks['what-if']['takes'], kept: Kept): WhatIfAnswer {
  const question = questionOf(from);
  if (kept.before?.key !== key) kept.before = { key, of: beforeChanges(question, true) };
  return whatIf(question, changes, kept.before.of);
}
