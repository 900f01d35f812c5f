import type { AgreementPageDeps } from '../queries/agreement-pages.ts';
import { agreementStandingsJob } from './agreement-standings.ts';
import { type FreezeDeps, freezeReportsJob } from './freeze-reports.ts';
import { type RenewDeps, renewReportsJob } from './renew-reports.ts';
import { type SendDeps, sendReportsJob } from './send-reports.ts';

/** Reports by the clock: frozen, held against what changed since, sent; and how agreements stand. */
export function reportJobs(
  deps: FreezeDeps & RenewDeps & SendDeps & { agreements: Omit<AgreementPageDeps, 'now'> },
): { name: string; run(now: number): Promise<void> }[] {
  return [freezeReportsJob(deps), renewReportsJob(deps), sendReportsJob(deps), agreementStandingsJob(deps.agreements)];
}
