import type { EpochMs } from '../../../maths/instants.ts';
import { endsOf, type Outage, type OutageState } from '../../outages/outage.ts';
import type { RecordedOutage } from './recorded-outage.ts';

/** What somebody looked at; a draft is what alarms say already. */
export const lookedAt: readonly OutageState[] = ['confirmed', 'reported', 'locked'];

/** Outages of components as the ledger has them; what was a false alarm was no outage. One that lasts ends `until` for now. */
export function ledgerOutages(outages: readonly Outage[], until: EpochMs): RecordedOutage[] {
  return outages.flatMap(({ subject, state, kind, share, ...ends }) => {
    if (subject.kind !== 'component' || kind === 'false-positive' || !lookedAt.includes(state)) return [];
    const { from, to } = endsOf(ends);
    const end = Math.min(to ?? until, until);
    return end > from ? [{ component: subject.name, kind: 'down', failed: Number(share), from, to: end }] : [];
  });
}

/** Whether the ledger has an outage in the place of an alarm: what people say of it holds, and it counts once. */
export const isInLedger = (alarm: RecordedOutage, ledger: readonly RecordedOutage[]): boolean =>
  ledger.some((one) => one.component === alarm.component && one.from < alarm.to && one.to > alarm.from);
