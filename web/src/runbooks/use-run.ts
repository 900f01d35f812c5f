import type { NewRunAct, RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { useActing } from '../api/acting.ts';
import { actOnRun, runNamed } from '../api/runbooks.ts';

/** Acts on a run as it is shown; null when it was done, else why not. */
export type ActOnRun = (body: NewRunAct) => Promise<string | null>;

export function useRunActs({ id, revision }: Pick<RunShown, 'id' | 'revision'>): { act: ActOnRun; isBusy: boolean } {
  const { act, isBusy } = useActing<RunShown>(runNamed(id).queryKey);
  return { act: (body) => act(() => actOnRun(id, revision, body)), isBusy };
}
