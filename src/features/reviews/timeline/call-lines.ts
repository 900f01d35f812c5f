import { toRfc3339 } from '../../../maths/instants.ts';
import { isPage } from '../calls.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** Who was called when, and over which channels it arrived. */
export function callLines({ calls }: IncidentLog): TimelineLine[] {
  return calls
    .filter((call) => isPage(call) || call.kind === 'ticket')
    .map((call) => {
      const { at, kind, person, sent, failed } = call;
      const what = kind === 'ticket' ? 'A ticket was made' : `${person ?? 'Whoever is on call'} was called`;
      const over = sent.length > 0 ? ` over ${sent.join(', ')}` : '';
      const not = failed.length > 0 ? `; ${failed.join(', ')} did not take it` : '';
      return { at: toRfc3339(at), kind: 'call', by: null, says: `${what}${over}${not}.` };
    });
}
