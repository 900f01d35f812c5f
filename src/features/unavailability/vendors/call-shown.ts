import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Call, isOpen, nextOf } from './call.ts';
import type { VendorCall } from './vendor-contract.ts';

const shownTime = (at: EpochMs | null): string | null => (at === null ? null : toRfc3339(at));

/** A call as it crosses HTTP; `mayAct`: who asks may act in incidents. */
export function callShown(call: Call, mayAct: boolean): VendorCall {
  const { id, vendor, vendorName, incident, state, startedBy, answer } = call;
  const next = nextOf(call);
  const moves = next !== null && next.contact !== null;
  return {
    ...{ id, vendor, vendorName, incident, state, startedBy },
    contacts: call.contacts.map(({ dueAt, askedAt, ...one }) => {
      return { ...one, dueAt: shownTime(dueAt), askedAt: shownTime(askedAt) };
    }),
    startedAt: toRfc3339(call.startedAt),
    nextAt: moves ? toRfc3339(next.at) : null,
    nextContact: moves ? next.contact : null,
    answer: answer && { ...answer, at: toRfc3339(answer.at) },
    may: mayAct && isOpen(call) ? ['asked', 'answered', 'end'] : [],
  };
}
