import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import { revisionOf } from '../../catalog/catalog.ts';
import { type AgreementPageDeps, agreementsShown } from '../queries/agreement-pages.ts';

/** A report of a period reads much, and a promise by the month does not change by the minute. */
const everyMs = 5 * minute;

/** Reckons how every agreement stands, for the metrics, now and then. */
export function agreementStandingsJob(deps: Omit<AgreementPageDeps, 'now'>) {
  let last = '';

  async function run(now: EpochMs): Promise<void> {
    const state = `${bucketStart(now, everyMs)} ${revisionOf(deps.catalog.current())}`;
    if (state === last) return;
    const { agreements } = await agreementsShown({ ...deps, now: () => now }, 'all');
    deps.reports.keepStandings(
      agreements.flatMap(({ name, promises }) => promises.map((promise) => ({ agreement: name, promise }))),
    );
    last = state;
  }

  return { name: 'agreement standings', run };
}
