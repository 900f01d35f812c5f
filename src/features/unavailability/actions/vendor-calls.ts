import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { documentNamed } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { isLasting } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { readIncident } from '../queries/incidents.ts';
import { callsIn, type KeptCall, readCall } from '../queries/vendor-calls.ts';
import { answered, asked, type Call, ended, isOpen, newCall, type Stepped } from '../vendors/call.ts';
import type { CallTelling } from '../vendors/call-messages.ts';
import { answeredWords, askedWords, endedWords } from '../vendors/call-words.ts';
import type { NewVendorAct, NewVendorCall } from '../vendors/vendor-contract.ts';
import type { Asking } from './incidents.ts';
import { withCall } from './save-call.ts';
import { type CallDeps, type Noted, tellingOf, writeCall } from './tell-call.ts';

export interface VendorCallDeps extends CallDeps {
  now(): EpochMs;
}

const nameOf = ({ who }: Asking): string => (who.kind === 'person' ? who.displayName : who.name);
const conflict = (message: string): ProductError => new ProductError('conflict', message);

/**
 * A vendor is asked about an incident: the clock of their silence starts. A contact with a channel is told by Waga, any other was asked by
 * who says so. Resolves the id of the call. Throws `not_found`, `bad_input` for a contact that they do not have, `conflict` where the
 * incident is over or they are being asked already.
 */
export async function startCall(
  deps: VendorCallDeps,
  asking: Asking,
  incident: string,
  { vendor: name, contact }: NewVendorCall,
): Promise<string> {
  const at = deps.now();
  const vendor = documentNamed<VendorSpec>(deps.catalog().documents, 'Vendor', name);
  if (vendor === undefined) throw new ProductError('not_found', `The catalogue has no Vendor named ${name}.`);
  if (contact > vendor.spec.contacts.length) throw noContact(vendor.spec.contacts.length);
  const telling = await tellingOf(deps, await heldIncident(deps.records, incident), at);
  const id = await withCall(deps.records, async (transaction) => {
    const kept = await heldIncident(transaction, incident);
    if (!isLasting(kept.incident)) throw conflict('The incident is over.');
    const known = (await callsIn(transaction, { incident, vendor: name })).map(({ call }) => call);
    if (known.some(isOpen)) throw conflict(`${known.at(-1)!.vendorName} is being asked already.`);
    const started = newCall(callId(incident, name, known.length), vendor, {
      ...{ incident, first: contact, at },
      by: nameOf(asking),
    });
    await write(transaction, asking, telling, { ...started, version: 0 }, 'vendor.call', { vendor: name, contact }, at);
    return started.call.id;
  });
  deps.notifications.wake();
  return id;
}

/** What a person did about a call. Throws `not_found`, `bad_input`, `conflict` where it is over. */
export async function actOnCall(deps: VendorCallDeps, asking: Asking, id: string, wanted: NewVendorAct): Promise<Call> {
  const at = deps.now();
  const { call: looked } = await heldCall(deps.records, id);
  const telling = await tellingOf(deps, await heldIncident(deps.records, looked.incident), at);
  const call = await withCall(deps.records, async (transaction) => {
    const kept = await heldCall(transaction, id);
    if (!isOpen(kept.call)) throw conflict(`It is ${kept.call.state}.`);
    const stepped = { ...afterAct(kept.call, wanted, nameOf(asking), at), version: kept.version };
    const { act, ...details } = wanted;
    await write(transaction, asking, telling, stepped, `vendor.call.${act}`, { call: id, ...details }, at);
    return stepped.call;
  });
  deps.notifications.wake();
  return call;
}

function afterAct(call: Call, wanted: NewVendorAct, by: string, at: EpochMs): Stepped & { noted: string } {
  if (wanted.act === 'end') {
    const { reason } = wanted;
    return { call: ended(call, { at, by, reason }), steps: [], noted: endedWords(call, reason) };
  }
  const { contact } = wanted;
  if (contact > call.contacts.length) throw noContact(call.contacts.length);
  if (wanted.act === 'asked') return { ...asked(call, contact, by, at), noted: askedWords(call, contact) };
  const { words } = wanted;
  return { call: answered(call, { at, by, contact, words }), steps: [], noted: answeredWords(call, wanted) };
}

const noContact = (most: number): ProductError =>
  new ProductError('bad_input', `contact: the vendor has ${most} ${most === 1 ? 'contact' : 'contacts'}.`);

type Records = Kysely<Tables> | Transaction<Tables>;

async function heldCall(records: Records, id: string): Promise<KeptCall> {
  const kept = await readCall(records, id);
  if (kept === null) throw new ProductError('not_found', 'No call of a vendor has this id.');
  return kept;
}

async function heldIncident(records: Records, id: string): Promise<KeptIncident> {
  const kept = await readIncident(records, id);
  if (kept === null) throw new ProductError('not_found', 'No incident has this id.');
  return kept;
}

/** The call, what is told of it, the log of the incident and the audit, all or nothing. */
async function write(
  transaction: Transaction<Tables>,
  asking: Asking,
  telling: CallTelling,
  stepped: Stepped & { version: number; noted?: string },
  action: string,
  details: Record<string, unknown>,
  at: EpochMs,
): Promise<void> {
  const { call, steps, version } = stepped;
  // what Waga does about it stands there in its own words
  const isWagas = steps.length > 0;
  const note = stepped.noted ?? askedWords(call, call.first);
  const noted: Noted | null = isWagas ? null : { note, by: nameOf(asking) };
  await writeCall(transaction, { call, version }, steps, telling, noted, at);
  await writeAudit(transaction, at, { ...asking, action, subject: `incident ${call.incident}`, details });
}

/** Made of what it is about, so that two who begin the same begin it once. */
export function callId(incident: string, vendor: string, before: number): string {
  const mark = createHash('sha256').update(`${incident}\n${vendor}\n${before}`).digest('hex').slice(0, 16);
  return `call-${vendor}-${mark}`;
}
