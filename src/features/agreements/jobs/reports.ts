import { type FreezeDeps, freezeReportsJob } from './freeze-reports.ts';
import { type RenewDeps, renewReportsJob } from './renew-reports.ts';
import { type SendDeps, sendReportsJob } from './send-reports.ts';

/** Reports by the clock: frozen, held against what changed since, sent. */
export function reportJobs(
  deps: FreezeDeps & RenewDeps & SendDeps,
): { name: string; run(now: number): Promise<void> }[] {
  return [freezeReportsJob(deps), renewReportsJob(deps), sendReportsJob(deps)];
}
