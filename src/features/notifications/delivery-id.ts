import { createHash } from 'node:crypto';

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 27);

/** The id of a message in the outbox: made of its key and sequence, so that writing it again finds it. */
export const outboxId = (key: string, sequence: number): string => `out_${short(`${key}\n${sequence}`)}`;

/**
 * The id of a message on its way to a channel, which the receiver is told with every try. It is made of what is told to
 * whom, so that a server put back from a backup repeats nothing under another id.
 */
export const deliveryId = (key: string, sequence: number, channel: string): string =>
  `msg_${short(`${key}\n${sequence}\n${channel}`)}`;

/** What a Channel was when it answered 410; it is used again once it is another. */
export const specDigest = (spec: unknown): string => short(JSON.stringify(spec));
