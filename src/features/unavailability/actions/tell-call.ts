import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CalendarBook } from '../../duty/queries/calendars.ts';
import { overridesIn } from '../../duty/queries.ts';
import { enqueueAll } from '../../notifications/actions/enqueue.ts';
import { answeringFor } from '../answering.ts';
import type { KeptIncident } from '../kept-incident.ts';
import type { KeptCall } from '../queries/vendor-calls.ts';
import type { CallStep } from '../vendors/call.ts';
import { type CallTelling, closingMessages, stepMessages } from '../vendors/call-messages.ts';
import { stepWords } from '../vendors/call-words.ts';
import { noteStep } from './note-step.ts';
import { saveCall } from './save-call.ts';

export interface CallDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  /** What calendars say of rotations; left out, they say nothing. */
  duty?: { calendars: Pick<CalendarBook, 'laidAt'> };
  notifications: { wake(): void };
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

/** Who is told of a call about an incident, and what of. */
export async function tellingOf(
  { records, catalog, duty, origin }: CallDeps,
  { incident, response }: KeptIncident,
  now: EpochMs,
): Promise<CallTelling> {
  const onCall = (await duty?.calendars.laidAt(catalog(), now)) ?? catalog();
  const overrides = await overridesIn(records, { from: now, to: now + 1 });
  const answering = answeringFor(onCall, incident, overrides, now);
  const person = response.acknowledged?.by ?? answering?.personOf({ onCall: true }) ?? null;
  const channels = response.channels.length > 0 ? response.channels : (answering?.spec.channels ?? []);
  return { incident, catalog: catalog(), channels, person, origin: origin() };
}

/** What a person did, for the log of the incident. */
export interface Noted {
  note: string;
  by: string;
}

/**
 * Writes a call, what is told of it and what the log of the incident says of it, all or nothing: who is killed between any two of them has
 * done none or all, so that everybody is told once.
 */
export async function writeCall(
  records: Transaction<Tables>,
  kept: KeptCall,
  steps: readonly CallStep[],
  telling: CallTelling,
  noted: Noted | null,
  now: EpochMs,
): Promise<void> {
  const { call } = kept;
  await saveCall(records, kept);
  const isClosed = call.state === 'answered' || call.state === 'ended';
  const messages = [
    ...stepMessages(call, steps, telling, now),
    ...(isClosed ? closingMessages(call, telling, now) : []),
  ];
  if (messages.length > 0) await enqueueAll(records, messages, now);
  const words = steps.map((step) => ({ note: stepWords(call, step), by: 'Waga' }));
  for (const one of [...(noted === null ? [] : [noted]), ...words]) {
    await noteStep(records, call.incident, { step: 'inform', ...one }, now);
  }
}
