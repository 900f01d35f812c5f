import { toRfc3339 } from '../../../maths/instants.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** What customers were told on the status page. */
export function postLines({ posts }: IncidentLog): TimelineLine[] {
  return posts.map(({ at, by, status, title, body }) => ({
    at: toRfc3339(at),
    kind: 'customers',
    by: by.name,
    says: `Status page, ${status.replace('_', ' ')}: ${title ? `${title.en}. ` : ''}${body.en}`,
  }));
}
