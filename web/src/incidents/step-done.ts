import type { ResponseStep, StepDone } from '../../../src/features/unavailability/incident-contract.ts';

const outcome = /^(.+?): (not )?verified\b/;

/** Whether a step is done: something is logged of it, and of what was switched nothing was found last to be otherwise than it should be. */
export function isStepDone(step: ResponseStep, logged: readonly Pick<StepDone, 'step' | 'note'>[]): boolean {
  const entries = logged.filter((one) => one.step === step);
  const last = new Map(
    entries.flatMap(({ note }): [string, boolean][] => {
      const [, name, not] = outcome.exec(note) ?? [];
      return name === undefined ? [] : [[name, not === undefined]];
    }),
  );
  return entries.length > 0 && [...last.values()].every((isVerified) => isVerified);
}
