/** The delivery as the server runs it, on records of either engine, with a clock that a test turns. */
import type { Kysely } from 'kysely';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { enqueue } from '../../src/features/notifications/actions/enqueue.ts';
import { type Notifications, openNotifications } from '../../src/features/notifications/actions/notifications.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import type { Message } from '../../src/features/notifications/message.ts';
import { toRfc3339 } from '../../src/maths/instants.ts';
import { openOutgoing } from '../../src/server/outgoing/client.ts';
import { openMail } from '../../src/server/outgoing/mail.ts';
import { OutboundConfig } from '../../src/server/outgoing/settings.ts';
import type { Tables } from '../../src/stores/records/tables.ts';

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export interface OfficeOptions {
  /** Names of secrets with what they are and where they may go. */
  secrets?: Record<string, { value: string; origin: string }>;
  /** Channels by name, each the spec as YAML in one line. */
  channels: Record<string, string>;
  heartbeat?: { url: string; everySeconds: number };
  now: () => number;
  /** Instead of loopback. */
  allow?: string[];
  timeoutMs?: number;
}

export interface Office extends Notifications {
  /** Writes a message and wakes the delivery, as a feature does. */
  tell(message: Message, ...channels: string[]): Promise<string[]>;
  /** Changes the catalogue. */
  channels(channels: Record<string, string>): void;
  /** What is in the deliveries, in order of writing. */
  states(channel?: string): Promise<string[]>;
}

export function openOffice(records: Kysely<Tables>, options: OfficeOptions): Office {
  const outbound = OutboundConfig.parse({ allow: options.allow ?? ['127.0.0.0/8'] });
  const limits = { ...outbound, timeoutMs: options.timeoutMs ?? 5_000 };
  const outgoing = openOutgoing({ ...limits, userAgent: 'waga/test' });
  let documents = documentsOf(options.channels);
  const secrets = Object.entries(options.secrets ?? {}).map(([name, { value, origin }]) => {
    return [name, { origin, reveal: () => value }] as const;
  });
  const notifications = openNotifications({
    records,
    outgoing,
    mail: openMail(limits),
    secrets: Object.fromEntries(secrets),
    catalog: () => ({ version: 1, appliedAt: 0, documents }),
    now: options.now,
    chance: () => 0,
    log: { warn: () => undefined, error: (fields) => process.stderr.write(`${JSON.stringify(fields)}\n`) },
    heartbeat: options.heartbeat === undefined ? null : { ...options.heartbeat, secret: null },
    origin: () => 'https://waga.example.com',
  });
  return {
    ...notifications,
    async tell(message, ...channels) {
      const ids = await records
        .transaction()
        .execute((transaction) => enqueue(transaction, message, channels, options.now()));
      notifications.wake();
      return ids;
    },
    channels(channels) {
      documents = documentsOf(channels);
    },
    async states(channel) {
      const rows = await records
        .selectFrom('deliveries')
        .innerJoin('outbox', 'outbox.id', 'deliveries.message')
        .select(['deliveries.key', 'deliveries.state', 'deliveries.channel', 'outbox.sequence'])
        .orderBy('deliveries.key')
        .orderBy('outbox.sequence')
        .execute();
      const own = rows.filter((row) => channel === undefined || row.channel === channel);
      return own.map(({ key, sequence, state }) => `${key} ${sequence} ${state}`);
    },
    async stop() {
      await notifications.stop();
      await outgoing.close();
    },
  };
}

function documentsOf(channels: Record<string, string>) {
  const text = Object.entries(channels)
    .map(([name, spec]) => `apiVersion: waga/v1\nkind: Channel\nmetadata: {name: ${name}}\nspec: ${spec}\n`)
    .join('---\n');
  const { documents, findings } = readFiles([{ path: 'channels.yaml', text }], [...catalogKinds, ...notificationKinds]);
  if (findings.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(findings));
  return documents;
}

/** A message of a key, whole, with what a test says otherwise. */
export function messageOf(key: string, sequence: number, other: Partial<Message> = {}): Message {
  const at = toRfc3339(Date.UTC(2026, 10, 20, 3, sequence));
  return {
    key,
    sequence,
    kind: sequence === 1 ? 'page' : 'update',
    severity: 'critical',
    title: `payment ${key} ${sequence}`,
    lines: [
      { label: 'Impact', text: '45% of what was expected' },
      { label: 'Loss per hour', text: '12 300.00 PLN (9 000.00 to 15 000.00)', money: true },
    ],
    link: `https://waga.example.com/incidents/${key}`,
    dedup: key,
    startedAt: toRfc3339(Date.UTC(2026, 10, 20, 3)),
    at,
    ...other,
  };
}
