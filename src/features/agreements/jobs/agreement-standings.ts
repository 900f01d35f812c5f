import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import { type AgreementPageDeps, agreementsShown } from '../queries/agreement-pages.ts';

/** A report of a period reads much, and a promise by the month does not change by the minute. */
const everyMs = 5 * minute;

/** Reckons how every agreement stands, for the metrics, now and then. */
export function agreementStandingsJob(deps: Omit<AgreementPageDeps, 'now'>) {
  let last: EpochMs | null = null;

  async function run(now: EpochMs): Promise<void> {
    const at = bucketStart(now, everyMs);
    if (at === last) return;
    const { agreements } = await agreementsShown({ ...deps, now: () => now }, 'all');
    deps.reports.keepStandings(
      agreements.flatMap(({ name, promises }) => promises.map((promise) => ({ agreement: name, promise }))),
    );
    last = at;
  }

  return { name: 'agreement standings', run };
}
