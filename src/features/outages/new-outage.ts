import { ProductError } from '../../errors.ts';
import { day, type EpochMs, second } from '../../maths/instants.ts';
import { type Ends, type Outage, type OutageKind, reportDueDays } from './outage.ts';
import type { NewOutage } from './outage-contract.ts';

/** When the report on an outage is due: seven days after its end; while it lasts, counted from its begin. */
export const dueAtOf = ({ from, to }: Ends): EpochMs => (to ?? from) + reportDueDays * day;

/** What an outage is that nobody has written anything about yet. */
export const blankOutage = {
  state: 'draft',
  kind: 'unplanned',
  fault: 'own',
  vendor: null,
  share: '1',
  refined: null,
  corrected: null,
  excluded: { fromProcess: false, fromGlobal: false },
  proposal: null,
  cause: '',
  causeKind: null,
  summary: '',
  loss: null,
  incident: null,
  origin: null,
  revision: 0,
} as const satisfies Partial<Outage>;

/** The ends that a person or another system gave. Throws ProductError `bad_input` as `checkEnds` does. */
export function endsGiven({ from, to }: { from: string; to: string | null }, kind: OutageKind, now: EpochMs): Ends {
  const ends = { from: Date.parse(from), to: to === null ? null : Date.parse(to) };
  checkEnds(ends, kind, now);
  return ends;
}

/**
 * Throws ProductError `bad_input` for ends that are no whole seconds, lie before 1970, do not begin before they end, or lie in the future: only
 * what is planned may.
 */
export function checkEnds({ from, to }: Ends, kind: OutageKind, now: EpochMs): void {
  if (from % second !== 0 || (to ?? 0) % second !== 0) throw wrong('expected whole seconds.');
  // a year that lacks a digit would be an outage of centuries
  if (from < 0) throw wrong('expected years from 1970 on.');
  if (to !== null && to <= from) throw wrong('expected a begin before the end.');
  if (kind !== 'planned' && Math.max(from, to ?? from) > now) {
    throw wrong('only a planned outage may lie in the future.');
  }
}

const wrong = (what: string): ProductError => new ProductError('bad_input', `from, to: ${what}`);

/** A draft of an outage that somebody tells of. Throws ProductError `bad_input` as `checkEnds` does. */
export function outageTold(id: string, told: NewOutage, now: EpochMs): Outage {
  const { subject, kind, fault, vendor, share, cause, causeKind, summary } = told;
  const detected = endsGiven(told, kind, now);
  return {
    ...{ ...blankOutage, id, subject, kind, fault, vendor, share, detected, cause, causeKind, summary },
    dueAt: dueAtOf(detected),
  };
}
