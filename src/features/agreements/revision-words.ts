import { toRfc3339 } from '../../maths/instants.ts';
import type { Outage } from '../outages/outage.ts';
import { subjectText } from '../outages/outage-subject.ts';
import type { TrailLine } from '../outages/trail.ts';
import type { ReportChange } from './differences.ts';

/** A line of the trail about an outage as the reason of a difference: what was done, by whom, why. */
export function changeOf({ at, what, by, reason, content, line }: TrailLine): ReportChange {
  const { subject, detected } = JSON.parse(content) as Outage;
  const whose = `The outage of ${subject.name} at ${toRfc3339(detected.from)}`;
  const who = by === null ? 'by Waga itself' : `by ${by.name}`;
  const why = reason === null ? '' : `: ${reason.replace(/[.\s]+$/, '')}`;
  return {
    subject: subjectText(subject),
    words: `${whose} was ${what} ${who} at ${toRfc3339(at)} (line ${line})${why}.`,
  };
}
