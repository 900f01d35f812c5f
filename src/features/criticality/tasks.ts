import { type Reckoned, type ReckonedFrom, reckon } from './reckoning.ts';

/** What a thread is asked to do, and what it then answers. */
export interface Tasks {
  reckon: { takes: { from: ReckonedFrom }; gives: Reckoned };
}
export type Task = { [Do in keyof Tasks]: { do: Do } & Tasks[Do]['takes'] }[keyof Tasks];

export function work(task: Task): Tasks[keyof Tasks]['gives'] {
  return reckon(task.from);
}
