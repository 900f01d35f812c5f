import { z } from 'zod';

/**
 * What a message is to whoever gets it. `page`: somebody must act now; `blind`: a page that tells that nothing can be seen;
 * `ticket`: quiet, for the next workday; `update`: what was told has changed; `closing`: it is over; `test`: nothing is wrong.
 */
export const MessageKind = z.enum(['page', 'blind', 'ticket', 'update', 'closing', 'test']);
export type MessageKind = z.infer<typeof MessageKind>;

/** As PagerDuty has them; Alertmanager gets the same word as a label. */
export const Severity = z.enum(['critical', 'error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** A line of a message. One with `money` is left out in channels that do not show money. */
export const MessageLine = z.strictObject({
  label: z.string().min(1).max(80),
  text: z.string().min(1).max(2_000),
  money: z.literal(true).optional(),
});
export type MessageLine = z.infer<typeof MessageLine>;

const HttpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/** Something to tell, whole by itself: the newest message of a key says all that is to be known of it. */
export const Message = z.strictObject({
  /** Of the thing that is told of, such as the id of an incident; the same in all messages about it. */
  key: z.string().min(1).max(200),
  /** Rises with each message of the key; a message is known by key and sequence, so that writing it twice is writing it once. */
  sequence: z.number().int().min(1),
  kind: MessageKind,
  severity: Severity,
  /** Without money: titles are shown everywhere. */
  title: z.string().min(1).max(300),
  lines: z.array(MessageLine).max(40),
  /** A page where one signs in and acknowledges by one press; asking for it does nothing by itself. */
  link: HttpUrl,
  runbook: HttpUrl.optional(),
  /** By what receivers join the messages of the key, such as PagerDuty's `dedup_key`. */
  dedup: z.string().min(1).max(200),
  /** When the thing began, and when this was written. */
  startedAt: z.iso.datetime(),
  at: z.iso.datetime(),
  /** Who said "I have it", once somebody did. */
  acknowledgedBy: z.string().min(1).max(200).optional(),
  /** What is tried out would have told it: nobody is called, and nothing has to be done. */
  shadow: z.literal(true).optional(),
});
export type Message = z.infer<typeof Message>;

/** Whether somebody is to be made to look, as against changing what was told. */
export const isLoud = (kind: MessageKind): boolean => kind === 'page' || kind === 'blind' || kind === 'test';

/** The lines that a channel tells: those about money only where it shows money. */
export function shownLines({ lines }: Pick<Message, 'lines'>, money: 'show' | 'hide'): MessageLine[] {
  return money === 'show' ? [...lines] : lines.filter((line) => line.money !== true);
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** A text of at most so many characters, with a mark where something was left out. */
export const shortened = (text: string, most: number): string => cut(text, most).toWellFormed();
