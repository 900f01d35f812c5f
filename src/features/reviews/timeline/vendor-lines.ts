import type { VendorCall, VendorTold } from '../../unavailability/vendors/vendor-contract.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** Whom the vendor was asked through, what they answered, and what they tell of it themselves. */
export function vendorLines({ incident, outage, vendorCalls, vendorTold }: IncidentLog): TimelineLine[] {
  const ids = new Set([incident.id, ...(outage ? [outage.id] : [])]);
  const theirs = vendorTold.filter(({ matched }) => matched.some(({ id }) => ids.has(id)));
  return [...vendorCalls.flatMap(linesOfCall), ...theirs.flatMap(linesOfTold)];
}

function linesOfCall({ vendorName, contacts, answer, state }: VendorCall): TimelineLine[] {
  const asked = contacts.flatMap(({ name, askedAt, askedBy }): TimelineLine[] => {
    if (askedAt === null) return [];
    return [{ at: askedAt, kind: 'vendor', by: askedBy, says: `${vendorName}: asked ${name}.` }];
  });
  if (answer !== null) {
    const who = contacts.find(({ number }) => number === answer.contact)?.name ?? 'they';
    return [
      ...asked,
      { at: answer.at, kind: 'vendor', by: answer.by, says: `${vendorName}: ${who} answered “${answer.words}”` },
    ];
  }
  const last = asked.at(-1);
  if (state !== 'exhausted' || last === undefined) return asked;
  return [...asked, { ...last, by: null, says: `${vendorName}: every contact was asked, and nobody answered.` }];
}

function linesOfTold({ vendor, title, status, from, to }: VendorTold): TimelineLine[] {
  const line = (at: string, says: string): TimelineLine => ({ at, kind: 'vendor', by: null, says });
  return [
    line(from, `${vendor} tells of “${title}” (${status}).`),
    ...(to === null ? [] : [line(to, `${vendor} says that “${title}” is over.`)]),
  ];
}
