import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Call } from '../../unavailability/vendors/call.ts';
import type { ToldMatch } from '../../unavailability/vendors/match-told.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** Whom of the vendor was asked, what they answered, and what they tell of it themselves. */
export function vendorLines({ vendorCalls, vendorTold }: IncidentLog): TimelineLine[] {
  return [...vendorCalls.flatMap(linesOfCall), ...vendorTold.flatMap(linesOfTold)];
}

const line = (at: EpochMs, by: string | null, says: string): TimelineLine => ({
  ...{ at: toRfc3339(at), kind: 'vendor', by, says },
});

function linesOfCall({ vendorName, contacts, answer, state }: Call): TimelineLine[] {
  const asked = contacts.flatMap(({ name, askedAt, askedBy }) =>
    askedAt === null ? [] : [line(askedAt, askedBy, `${vendorName}: asked ${name}.`)],
  );
  if (answer !== null) {
    const who = contacts.find(({ number }) => number === answer.contact)?.name ?? 'they';
    return [...asked, line(answer.at, answer.by, `${vendorName}: ${who} answered “${answer.words}”.`)];
  }
  const last = asked.at(-1);
  if (state !== 'exhausted' || last === undefined) return asked;
  return [...asked, { ...last, by: null, says: `${vendorName}: every contact was asked, and nobody answered.` }];
}

function linesOfTold({ told, vendorName }: ToldMatch): TimelineLine[] {
  const { title, status, from, to, updates } = told;
  const dated = updates.flatMap(({ at, status: became, words }) => {
    return at === null ? [] : [line(at, null, `${vendorName} tells, ${became}: ${words === '' ? title : words}`)];
  });
  return [
    line(from, null, `${vendorName} tells of “${title}” from here on (${status}).`),
    ...dated,
    ...(to === null ? [] : [line(to, null, `${vendorName} says that “${title}” ends here.`)]),
  ];
}
