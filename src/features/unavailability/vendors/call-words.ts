import { minute } from '../../../maths/instants.ts';
import type { Call, CallStep } from './call.ts';

/** What a step of a call is in the log of the incident. */
export function stepWords(call: Call, { way, contact }: CallStep): string {
  const { name, channel, dueAt } = call.contacts[contact - 1]!;
  const silent = `${call.vendorName} is silent for ${silentMinutes(call, dueAt ?? call.startedAt)} minutes`;
  if (way === 'exhausted') return `${call.vendorName} is silent, and every contact of theirs was asked.`;
  if (way === 'person') return `${silent}: ${name} is to be called.`;
  const told = `${name} was told through ${channel}.`;
  return contact === call.first ? `${call.vendorName}: ${told}` : `${silent}: ${told}`;
}

const silentMinutes = ({ startedAt }: Call, at: number): number => Math.floor((at - startedAt) / minute);

/** What somebody did, in the same log. */
export const askedWords = (call: Call, contact: number): string =>
  `${call.vendorName}: asked ${call.contacts[contact - 1]!.name}.`;
export const answeredWords = (call: Call, { contact, words }: { contact: number; words: string }): string =>
  `${call.vendorName}: ${call.contacts[contact - 1]!.name} answered: ${words}`;
export const endedWords = (call: Call, reason: string): string => `${call.vendorName} is not asked any more: ${reason}`;
