import type { EpochMs } from '../../../maths/instants.ts';
import { type Document, displayName } from '../../catalog/document.ts';
import { silenceBefore, type VendorSpec } from '../../catalog/vendor.ts';

export const callStates = ['waiting', 'answered', 'exhausted', 'ended'] as const;
export type CallState = (typeof callStates)[number];

/** Somebody of the vendor, as the catalogue had them when the call began. */
export interface CallContact {
  /** From 1, in the order of escalation. */
  number: number;
  name: string;
  role: string | null;
  email: string | null;
  phone: string | null;
  url: string | null;
  /** The Channel through which Waga tells them; null: a person of ours asks. */
  channel: string | null;
  /** When it was their turn; null: not yet. */
  dueAt: EpochMs | null;
  askedAt: EpochMs | null;
  /** Null: Waga told them, or nobody did yet. */
  askedBy: string | null;
}

/** One asking of a vendor about an incident. */
export interface Call {
  id: string;
  vendor: string;
  vendorName: string;
  incident: string;
  state: CallState;
  contacts: readonly CallContact[];
  /** Number of whom it began with. */
  first: number;
  silenceMinutes: readonly number[];
  startedAt: EpochMs;
  /** Null: Waga by itself. */
  startedBy: string | null;
  /** Our own people were told to call somebody, or that nobody is left; absent while they were not. */
  paged?: true;
  answer: { at: EpochMs; by: string; contact: number; words: string } | null;
  /** `by` null: the incident was over. */
  ended: { at: EpochMs; by: string | null; reason: string } | null;
}

/** Somebody asked whom we asked: Waga through the channel of the contact, or a person, who is told to by the channels of the incident. */
export interface CallStep {
  way: 'channel' | 'person' | 'exhausted';
  /** Number of the contact; of `exhausted` the last one. */
  contact: number;
}

/** What became of a call, and who is to be told. */
export interface Stepped {
  call: Call;
  steps: readonly CallStep[];
}

/** A call as it begins, with its first contact. RangeError where the vendor has no contact of this number. */
export function newCall(
  id: string,
  vendor: Document<VendorSpec>,
  { incident, first, by, at }: { incident: string; first: number; by: string | null; at: EpochMs },
): Stepped {
  const { contacts, silenceMinutes } = vendor.spec;
  if (first < 1 || first > contacts.length) throw new RangeError(`a contact from 1 to ${contacts.length} was expected`);
  const call: Call = {
    ...{ id, vendor: vendor.metadata.name, vendorName: displayName(vendor), incident, state: 'waiting', first },
    contacts: contacts.map(({ name, role = null, email = null, phone = null, url = null, channel = null }, index) => ({
      ...{ number: index + 1, name, role, email, phone, url, channel },
      ...{ dueAt: null, askedAt: null, askedBy: null },
    })),
    // what was applied by an older version says nothing of it
    silenceMinutes: silenceMinutes ?? [15, 30],
    ...{ startedAt: at, startedBy: by, answer: null, ended: null },
  };
  return asked(call, first, by, at);
}

/**
 * The contact is asked: by Waga where they have a channel and were not told yet, else by who says so. The clock goes on from the start of
 * the call, so that asking early makes nobody wait longer.
 */
export function asked(call: Call, contact: number, by: string | null, at: EpochMs): Stepped {
  const one = call.contacts[contact - 1]!;
  const tells = one.channel !== null && one.askedAt === null;
  const changed = { ...one, dueAt: one.dueAt ?? at, askedAt: at, askedBy: tells ? null : by };
  return { call: withContact(call, changed), steps: tells ? [{ way: 'channel', contact }] : [] };
}

const withContact = (call: Call, contact: CallContact): Call => ({
  ...call,
  contacts: call.contacts.map((one) => (one.number === contact.number ? contact : one)),
});

/** When silence moves on to whom; null where the call does not wait. `contact` null: everybody was asked, and it is given up. */
export function nextOf(call: Call): { contact: number | null; at: EpochMs } | null {
  if (call.state !== 'waiting') return null;
  const reached = Math.max(call.first, ...call.contacts.flatMap(({ number, dueAt }) => (dueAt === null ? [] : number)));
  const next = reached + 1;
  const at = call.startedAt + silenceBefore(call, next - call.first);
  return { contact: next <= call.contacts.length ? next : null, at };
}

/**
 * What silence brings until now: the contacts whose turn it is, each once, whatever was missed meanwhile; in the end nobody is left. The same
 * call where it brings nothing. Pure, and idempotent.
 */
export function stepCall(call: Call, now: EpochMs): Stepped {
  const steps: CallStep[] = [];
  let stepped = call;
  for (let next = nextOf(stepped); next !== null && next.at <= now; next = nextOf(stepped)) {
    if (next.contact === null) {
      stepped = { ...stepped, state: 'exhausted', paged: true };
      steps.push({ way: 'exhausted', contact: stepped.contacts.length });
      break;
    }
    const one = stepped.contacts[next.contact - 1]!;
    if (one.channel === null) {
      stepped = { ...withContact(stepped, { ...one, dueAt: next.at }), paged: true };
      steps.push({ way: 'person', contact: next.contact });
    } else {
      const told = asked(stepped, next.contact, null, now);
      stepped = withContact(told.call, { ...told.call.contacts[next.contact - 1]!, dueAt: next.at });
      steps.push(...told.steps);
    }
  }
  return { call: stepped, steps };
}

/** Whether somebody of ours may still do something about it. */
export const isOpen = ({ state }: Pick<Call, 'state'>): boolean => state === 'waiting' || state === 'exhausted';

/** Somebody answered: the clock stops. */
export function answered(call: Call, answer: NonNullable<Call['answer']>): Call {
  const one = call.contacts[answer.contact - 1]!;
  const reached =
    one.askedAt === null ? { ...one, dueAt: one.dueAt ?? answer.at, askedAt: answer.at, askedBy: answer.by } : one;
  return { ...withContact(call, reached), state: 'answered', answer };
}

/** Nobody has to answer any more. */
export const ended = (call: Call, end: NonNullable<Call['ended']>): Call => ({ ...call, state: 'ended', ended: end });
