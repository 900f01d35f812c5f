import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, displayName, processNamed } from '../../catalog/catalog.ts';
import { type Message, type MessageLine, shortened } from '../../notifications/message.ts';
import { componentName } from '../component-name.ts';
import type { Incident } from '../incident.ts';
import type { Call, CallContact, CallStep } from './call.ts';

/** A message, and the names of the Channels that are to tell it. */
export interface CallMessage {
  message: Message;
  channels: readonly string[];
}

/** What messages about a call are made of. */
export interface CallTelling {
  incident: Incident;
  catalog: Catalog;
  /** Channels of ours that the incident is told in. */
  channels: readonly string[];
  /** Who has the incident, else who is on call; null: nobody. */
  person: string | null;
  /** Where Waga is reached, without a slash at the end. */
  origin: string;
}

/**
 * What is told by a step of a call: the contact through their channel, in words for strangers, or our own people through those of the
 * incident. The number of the step is the sequence, so that a step is told once however often it is written.
 */
export function stepMessages(
  call: Call,
  steps: readonly CallStep[],
  telling: CallTelling,
  now: EpochMs,
): CallMessage[] {
  return steps.flatMap((step) => {
    const one = call.contacts[step.contact - 1]!;
    if (step.way === 'channel') return [{ message: toVendor(call, one, telling, now), channels: [one.channel!] }];
    if (telling.channels.length === 0) return [];
    const sequence = step.way === 'exhausted' ? mostContacts + 1 : step.contact;
    return [{ message: toOurs(call, step, sequence, telling, now), channels: telling.channels }];
  });
}

const mostContacts = 20;

/** By what everybody who was told by a call hears that it is over: an answer, or that nobody needs one. */
export function closingMessages(call: Call, telling: CallTelling, now: EpochMs): CallMessage[] {
  const theirs = call.contacts.filter(
    ({ channel, askedAt, askedBy }) => channel && askedAt !== null && askedBy === null,
  );
  const isQuiet = call.paged === undefined || telling.channels.length === 0;
  const sequence = mostContacts + 2;
  const words = call.answer
    ? `${contactNamed(call, call.answer.contact)} answered: ${call.answer.words}`
    : (call.ended?.reason ?? 'It is over.');
  const closing = (key: string, title: string): Message => ({
    ...shared(call, telling, now),
    ...{ key, dedup: key, sequence, kind: 'closing', severity: 'info', title: shortened(title, 300) },
    lines: [{ label: 'Why', text: shortened(words, 2_000) }],
  });
  return [
    ...theirs.map((one) => ({
      message: closing(vendorKey(call, one), `${call.vendorName}: no answer is needed any more`),
      channels: [one.channel!],
    })),
    ...(isQuiet
      ? []
      : [
          {
            message: closing(call.id, `${call.vendorName} ${call.answer ? 'answered' : 'need not be asked any more'}`),
            channels: telling.channels,
          },
        ]),
  ];
}

const contactNamed = ({ contacts }: Call, number: number): string => contacts[number - 1]!.name;
const vendorKey = ({ id }: Call, { number }: CallContact): string => `${id}/${number}`;

const shared = (
  { startedAt }: Call,
  { incident, origin }: CallTelling,
  now: EpochMs,
): Pick<Message, 'link' | 'startedAt' | 'at'> => ({
  link: `${origin}/incidents/${encodeURIComponent(incident.id)}`,
  startedAt: toRfc3339(startedAt),
  at: toRfc3339(now),
});

/** "Duty manager, +48 22 555 01 01" */
export function contactWords({ name, phone, email, url }: CallContact): string {
  return [name, phone ?? email ?? url].filter((one) => one !== null).join(', ');
}

function toOurs(call: Call, step: CallStep, sequence: number, telling: CallTelling, now: EpochMs): Message {
  const one = call.contacts[step.contact - 1]!;
  const minutes = Math.floor((now - call.startedAt) / minute);
  const silent = `${call.vendorName} is silent for ${minutes} minutes`;
  const title = step.way === 'exhausted' ? `${silent}: everybody was asked` : `${silent}: call ${contactWords(one)}`;
  const lines: MessageLine[] = [
    { label: 'About', text: aboutWords(telling) },
    { label: 'Asked', text: toldWords(call) },
    ...(step.way === 'exhausted' ? [] : [{ label: 'Call', text: waysWords(one) }]),
    ...(telling.person === null ? [] : [{ label: 'Who', text: telling.person }]),
    { label: 'Then', text: 'Say in the incident that you asked, or what they answered: the clock stops at an answer.' },
  ];
  return {
    ...shared(call, telling, now),
    ...{ key: call.id, dedup: call.id, sequence, kind: 'page', severity: 'warning' },
    title: shortened(title, 300),
    lines,
  };
}

/** In words for strangers: neither money nor whom we called. */
function toVendor(call: Call, one: CallContact, telling: CallTelling, now: EpochMs): Message {
  const key = vendorKey(call, one);
  const theirs = theirComponents(call, telling);
  const silent = one.number === call.first ? [] : [{ label: 'Asked before', text: toldWords(call, one.number) }];
  return {
    ...shared(call, telling, now),
    ...{ key, dedup: key, sequence: one.number, kind: 'page', severity: 'error' },
    title: shortened(`${call.vendorName}: ${theirs} seems not to work since ${toRfc3339(telling.incident.onset)}`, 300),
    lines: [
      { label: 'To', text: contactWords(one) },
      { label: 'What we see', text: aboutWords(telling) },
      ...silent,
      { label: 'Please', text: 'Tell us whether you see it too, and when it will be over.' },
      { label: 'Reference', text: call.id },
    ],
  };
}

/** Of theirs what is suspected, else all that comes from them. */
function theirComponents(call: Call, { incident, catalog }: CallTelling): string {
  const vendor = catalog.documents.find((one) => one.kind === 'Vendor' && one.metadata.name === call.vendor);
  const { components = [] } = (vendor?.spec ?? {}) as { components?: string[] };
  const suspected = incident.technical?.component ?? incident.root?.component;
  const named = suspected !== undefined && components.includes(suspected) ? [suspected] : components.slice(0, 3);
  return named.map((name) => componentName(catalog, name)).join(', ') || call.vendorName;
}

function aboutWords({ incident, catalog }: CallTelling): string {
  const since = `since ${toRfc3339(incident.onset)}`;
  if (incident.technical) return `${componentName(catalog, incident.technical.component)} fails ${since}`;
  const process = processNamed(catalog, incident.process);
  return `${process ? displayName(process) : incident.process} fails ${since}`;
}

/** Who was asked so far, and when. */
function toldWords({ contacts }: Call, before = Number.POSITIVE_INFINITY): string {
  const told = contacts.filter(({ askedAt, number }) => askedAt !== null && number < before);
  const words = told.map(({ name, askedAt, askedBy }) => {
    return `${name} at ${toRfc3339(askedAt!)} by ${askedBy ?? 'Waga'}`;
  });
  return words.join('; ') || 'nobody yet';
}

const waysWords = ({ name, role, phone, email, url }: CallContact): string =>
  [role === null ? name : `${name} (${role})`, phone, email, url].filter((one) => one !== null).join(', ');
