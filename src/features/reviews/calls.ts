import type { EpochMs } from '../../maths/instants.ts';
import { type Zone, zoneOf } from '../../maths/zoned-time.ts';
import type { Message } from '../notifications/message.ts';

/** A call of a person, or a message that wanted one, from the outbox. */
export interface Call {
  at: EpochMs;
  /** Of the incident that it is about. */
  incident: string;
  kind: Message['kind'];
  title: string;
  /** Who was called, such as `user:anna`; null: nobody is named. */
  person: string | null;
  /** Channels that told it, and those that did not. */
  sent: readonly string[];
  failed: readonly string[];
}

/** A message of the outbox with how its channels told it. */
export function callOf(message: Message, at: EpochMs, deliveries: readonly { channel: string; state: string }[]): Call {
  const channelsIn = (state: string) => deliveries.filter((one) => one.state === state).map(({ channel }) => channel);
  return {
    ...{ at, incident: message.key, kind: message.kind, title: message.title },
    person: message.lines.find(({ label }) => label === 'Called')?.text ?? null,
    ...{ sent: channelsIn('sent'), failed: channelsIn('failed') },
  };
}

/** Whether somebody was made to look. */
export const isPage = ({ kind }: Pick<Call, 'kind'>): boolean => kind === 'page' || kind === 'blind';

/** From 22:00 to 06:00 on the wall clock of a zone. */
export function isByNight(at: EpochMs, zone: string | Zone): boolean {
  const local = (typeof zone === 'string' ? zoneOf(zone) : zone).localMinute(at);
  const minuteOfDay = ((local % 1_440) + 1_440) % 1_440;
  return minuteOfDay >= 22 * 60 || minuteOfDay < 6 * 60;
}
