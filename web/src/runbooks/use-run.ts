import type { NewRunAct, RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { useActing } from '../api/acting.ts';
import { useLink, usePollEvery } from '../api/live.ts';
import { actOnRun, runNamed } from '../api/runbooks.ts';
import { isMoving } from './runbook-words.ts';

const soonMs = 2_000;

/** How often a run is asked again: its steps follow each other faster than the clock of the server ticks, so while Waga is at one, soon. */
export function useAskEvery(): (run: RunShown | undefined) => number | false {
  const usual = usePollEvery();
  const isSignedOut = useLink() === 'stopped';
  return (run) => (run !== undefined && isMoving(run) && !isSignedOut ? soonMs : usual);
}

/** Acts on a run as it is shown; null when it was done, else why not. */
export type ActOnRun = (body: NewRunAct) => Promise<string | null>;

export function useRunActs({ id, revision }: Pick<RunShown, 'id' | 'revision'>): { act: ActOnRun; isBusy: boolean } {
  const { act, isBusy } = useActing<RunShown>(runNamed(id).queryKey);
  // Whatever Waga has done meanwhile: who says stop means it.
  return { act: (body) => act(() => actOnRun(id, body.act === 'stop' ? '*' : revision, body)), isBusy };
}
