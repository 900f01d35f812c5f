import { type ObservedQuestion, observeProcess, type SeenCoupling } from './observed.ts';
import { questionOf, type Reckoned, type ReckonedFrom, reckon } from './reckoning.ts';
import { whatIf } from './what-if.ts';
import type { WhatIfAnswer, WhatIfChange } from './what-if-contract.ts';

/** What a thread is asked to do, and what it then answers. */
export interface Tasks {
  reckon: { takes: { from: ReckonedFrom }; gives: Reckoned };
  'what-if': { takes: { from: ReckonedFrom; changes: readonly WhatIfChange[] }; gives: WhatIfAnswer };
  observe: { takes: { question: ObservedQuestion }; gives: SeenCoupling[] };
}
export type Task = { [Do in keyof Tasks]: { do: Do } & Tasks[Do]['takes'] }[keyof Tasks];

export function work(task: Task): Tasks[keyof Tasks]['gives'] {
  switch (task.do) {
    case 'reckon':
      return reckon(task.from);
    case 'what-if':
      return whatIf(questionOf(task.from), task.changes);
    case 'observe':
      return observeProcess(task.question);
  }
}
