import { toRfc3339 } from '../../../maths/instants.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';
import { sentence } from './state-lines.ts';

/** The life of its outage in the ledger, each line with its number in the trail. Amounts stand with the facts alone. */
export function ledgerLines({ trail }: IncidentLog): TimelineLine[] {
  return trail.map(({ at, by, what, reason, line }) => ({
    at: toRfc3339(at),
    kind: 'ledger',
    by: by?.name ?? null,
    says: sentence(`Ledger, line ${line}, ${what.replaceAll('-', ' ')}`, reason ?? ''),
  }));
}
