import { z } from 'zod';
import type { ChannelType } from './channel.ts';
import { MessageKind } from './message.ts';

const Instant = z.iso.datetime();
const types = [
  'slack-app',
  'slack-webhook',
  'teams',
  'pagerduty',
  'alertmanager',
  'email',
  'webhook',
] as const satisfies readonly ChannelType[];

/** A proof of life that Waga sends after each completed tick: to the configured heartbeat address, or to an Alertmanager. */
export const BeatShown = z.object({
  to: z.string(),
  calledAt: Instant.nullable(),
  failingSince: Instant.nullable(),
  reason: z.string().nullable(),
});
export type BeatShown = z.infer<typeof BeatShown>;

/**
 * A channel and how it does. `unused`: nothing was sent yet; `working`: the last try came through; `failing`: it did not;
 * `closed`: the receiver answered that nobody listens there, and nothing is sent until the Channel is changed.
 */
export const ChannelShown = z.object({
  name: z.string(),
  displayName: z.string(),
  type: z.enum(types),
  money: z.enum(['show', 'hide']),
  shadow: z.boolean(),
  state: z.enum(['unused', 'working', 'failing', 'closed']),
  /** Messages that wait to be told. */
  waiting: z.number().int().min(0),
  lastSentAt: Instant.nullable(),
  failingSince: Instant.nullable(),
  reason: z.string().nullable(),
});
export type ChannelShown = z.infer<typeof ChannelShown>;

export const ChannelsAnswer = z.object({ channels: z.array(ChannelShown), beats: z.array(BeatShown) });
export type ChannelsAnswer = z.infer<typeof ChannelsAnswer>;

/**
 * `waiting`: to be tried (again); `sent`: the receiver took it; `failed`: it will not be tried again by itself; `superseded`: a
 * newer message said it all; `grouped`: told in a digest with others; `left-out`: this channel is not told of such changes.
 */
export const DeliveryState = z.enum(['waiting', 'sent', 'failed', 'superseded', 'grouped', 'left-out']);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const DeliveryShown = z.object({
  id: z.string(),
  channel: z.string(),
  key: z.string(),
  sequence: z.number().int(),
  kind: MessageKind,
  title: z.string(),
  state: DeliveryState,
  tries: z.number().int().min(0),
  createdAt: Instant,
  /** When it was tried last, and when it ended. */
  triedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** When it is tried next; null for what has ended. */
  nextAt: Instant.nullable(),
  reason: z.string().nullable(),
  /** The delivery that told it in its place. */
  toldBy: z.string().nullable(),
});
export type DeliveryShown = z.infer<typeof DeliveryShown>;

export const DeliveriesQuery = z.object({
  channel: z.string().max(63).optional(),
  state: DeliveryState.optional(),
  key: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;

/** Newest first. `next` is the cursor of the following page, null at the end. */
export const DeliveriesAnswer = z.object({ deliveries: z.array(DeliveryShown), next: z.string().nullable() });
export type DeliveriesAnswer = z.infer<typeof DeliveriesAnswer>;

/** What came of asking for a test: the delivery to look for in the log. */
export const TestAsked = z.object({ delivery: z.string() });
export type TestAsked = z.infer<typeof TestAsked>;
