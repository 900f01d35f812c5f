import { type ObservedQuestion, observeProcess, type SeenCoupling } from './observed.ts';
import { type Reckoned, type ReckonedFrom, reckon } from './reckoning.ts';

/** What a thread is asked to do, and what it then answers. */
export interface Tasks {
  reckon: { takes: { from: ReckonedFrom }; gives: Reckoned };
  observe: { takes: { question: ObservedQuestion }; gives: SeenCoupling[] };
}
export type Task = { [Do in keyof Tasks]: { do: Do } & Tasks[Do]['takes'] }[keyof Tasks];

export function work(task: Task): Tasks[keyof Tasks]['gives'] {
  switch (task.do) {
    case 'reckon':
      return reckon(task.from);
    case 'observe':
      return observeProcess(task.question);
  }
}
