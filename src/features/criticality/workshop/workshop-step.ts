import { ProductError } from '../../../errors.ts';
import { contradicted } from './pairwise.ts';
import { levelOf, type WorkshopState, type WorkshopStep } from './workshop.ts';

/**
 * Whether a step can be taken. Throws ProductError `conflict` for a workshop that is closed, for a comparison that earlier ones
 * contradict (naming them) or of two levels, for nothing to take back or to decide; `not_found` for a process that it is not about.
 */
export function checkStep(state: WorkshopState, step: WorkshopStep): void {
  if (state.closedAt !== null) throw new ProductError('conflict', 'This workshop is closed: begin another one.');
  if (step.step === 'undo') {
    if (state.last === null) throw new ProductError('conflict', 'There is nothing to take back.');
  } else if (step.step === 'close') {
    if (state.processes.every((name) => levelOf(state, name) === null)) {
      throw new ProductError('conflict', 'No process has a level yet, so there is nothing to decide.');
    }
  } else if (step.step === 'compare') {
    checkComparison(state, step);
  } else needIn(state, step.process);
}

function checkComparison(state: WorkshopState, { first, second }: { first: string; second: string }): void {
  const [one, other] = [first, second].map((name) => levelOf(state, needIn(state, name)));
  if (one === null || other === null) throw new ProductError('conflict', 'Answer the questions on both of them first.');
  if (one !== other) {
    const message = `${first} is ${one} and ${second} is ${other}: the higher level goes first. Settle another level instead.`;
    throw new ProductError('conflict', message);
  }
  const way = contradicted(state.comparisons, { first, second });
  if (way === null) return;
  const said = way.slice(1).map((name, index) => `${way[index]} before ${name}`);
  const message = `You said ${said.join(', and ')}; so ${second} goes before ${first}. Take back what is wrong of it.`;
  throw new ProductError('conflict', message, { way });
}

function needIn({ processes }: WorkshopState, name: string): string {
  if (processes.includes(name)) return name;
  throw new ProductError('not_found', `This workshop is not about ${name}.`);
}
