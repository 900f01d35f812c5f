import type { EpochMs } from '../../../maths/instants.ts';
import type { Mail } from '../../access/outgoing-mail.ts';
import type { ChannelSpec } from '../channel.ts';
import type { Message } from '../message.ts';

/**
 * How a channel tells of changes. `in-place`: what was told is rewritten, and nobody needs what lay between; `thread`: a
 * change is an answer to what was told; `ends`: only the beginning and the end are told; `each`: every message, in order.
 */
export type Manner = 'in-place' | 'thread' | 'ends' | 'each';

/** What a receiver gave when it was told of a key first, by which later messages find it. */
export interface Reference {
  /** An id in the receiver's own words: Slack's `ts`, the Message-ID of a mail. */
  id: string;
  /** Where it lies, where the receiver gives it another name than the one that was asked for. */
  place?: string | undefined;
}

/** A message on its way to one channel. */
export interface Telling<Spec extends ChannelSpec = ChannelSpec> {
  /** Known to the receiver: the same for every try of this message. */
  id: string;
  channel: string;
  spec: Spec;
  message: Message;
  /** Whether it is the first that this channel is told of the key, and what it gave then. */
  opening: boolean;
  reference: Reference | null;
  /** The key was told of in a digest: what follows answers it and does not rewrite it. */
  inDigest: boolean;
  /** When this try is made. */
  now: EpochMs;
  /** Values of the secrets that the spec names, by those names. */
  secret(name: string): string;
}

/** A request over HTTP. `secrets` names those that it holds, so that it goes to no origin but theirs. */
export interface HttpTelling {
  by: 'http';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  secrets: readonly string[];
}

/** A mail, with the secrets that are sent to its server. */
export interface MailTelling {
  by: 'mail';
  mail: Mail;
  secrets: readonly string[];
}

/**
 * What became of a try. `retry` goes on by the steps of retry.ts, with `forget` as if nothing had been told of the key yet;
 * `failed` is final; `gone` also closes the channel.
 */
export type Outcome =
  | { state: 'sent'; reference?: Reference }
  | { state: 'retry'; reason: string; askedMs?: number; forget?: true }
  | { state: 'failed'; reason: string }
  | { state: 'gone'; reason: string };

/** The answer to a telling; of a mail only the three digits of the server. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** One kind of channel. Both functions are pure, so that what is sent and how an answer is read can be shown by tests. */
export interface ChannelKind<Spec extends ChannelSpec = ChannelSpec> {
  type: Spec['type'];
  manner: Manner;
  /** Which messages, where many wait, are told as one that lists them. What rewrites in place is quiet; programs want each. */
  digests: 'all' | 'openings' | 'none';
  tell(telling: Telling<Spec>): HttpTelling | MailTelling;
  /** Left out where the status says all. */
  read?(answer: Answer, telling: Telling<Spec>): Outcome;
}
