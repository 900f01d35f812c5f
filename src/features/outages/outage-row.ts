import type { EpochMs } from '../../maths/instants.ts';
import type { Outages } from '../../stores/records/ledger-tables.ts';
import { canonicalJson } from '../catalog/difference.ts';
import { endsOf, type Outage } from './outage.ts';
import { subjectText } from './outage-subject.ts';

/** The columns by which an outage is found, made from the outage: nothing stands in them that it does not say. */
export function foundBy(outage: Outage): Omit<Outages, 'imported' | 'line' | 'updated_at'> {
  const ends = endsOf(outage);
  const all = [outage.detected, outage.refined, outage.corrected].filter((one) => one !== null);
  const lasts = all.some(({ to }) => to === null);
  return {
    id: outage.id,
    subject: subjectText(outage.subject),
    state: outage.state,
    from_at: ends.from,
    to_at: ends.to,
    first_at: Math.min(...all.map(({ from }): EpochMs => from)),
    last_at: lasts ? null : Math.max(...all.map(({ to }) => to!)),
    due_at: outage.dueAt,
    waiting: outage.proposal === null ? 0 : 1,
    incident: outage.incident,
    origin_source: outage.origin?.source ?? null,
    origin_id: outage.origin?.id ?? null,
    outage: canonicalJson(outage),
    revision: outage.revision,
  };
}
