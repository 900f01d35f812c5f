import { z } from 'zod';
import { type Catalog, type Document, documentNamed, documentsOf } from '../catalog/catalog.ts';
import { bareAddress, httpAddress, SecretName } from '../catalog/reach.ts';

const HttpAddress = httpAddress('https://alerts.example.com');
const MailServer = bareAddress(/^smtps?:$/, 'smtp://HOST:587 (STARTTLS) or smtps://HOST:465');
const MailAddress = z.email('expected an e-mail address such as duty@example.com');

const shared = {
  /** Whether lines about money are told here: whoever reads the channel reads them. */
  money: z.enum(['show', 'hide']).default('hide'),
  /** A side channel, for what a new threshold would have told; nobody is paged there. */
  shadow: z.boolean().default(false),
};

const SlackApp = z.strictObject({
  type: z.literal('slack-app'),
  ...shared,
  /** The id of a channel (`C…`), group or person, as Slack shows it at the foot of the channel's details. */
  channel: z.string().regex(/^[A-Z][A-Z0-9]{5,20}$/, 'expected the id of a channel, such as C024BE91L'),
  /** The bot token (`xoxb-…`) with the scope `chat:write`. */
  token: SecretName,
  url: HttpAddress.default('https://slack.com/api'),
});
const SlackWebhook = z.strictObject({
  type: z.literal('slack-webhook'),
  ...shared,
  /** The whole address is a secret. */
  address: SecretName,
});
const Teams = z.strictObject({ type: z.literal('teams'), ...shared, address: SecretName });
const PagerDuty = z.strictObject({
  type: z.literal('pagerduty'),
  ...shared,
  routingKey: SecretName,
  url: HttpAddress.default('https://events.pagerduty.com'),
});
const Alertmanager = z.strictObject({
  type: z.literal('alertmanager'),
  ...shared,
  url: HttpAddress,
  /** Labels of every alert beside Waga's own, by which its routes choose. */
  labels: z.record(z.string().regex(/^[a-zA-Z_]\w{0,63}$/, 'expected a label name'), z.string().max(200)).default({}),
  auth: z.union([z.strictObject({ bearerFrom: SecretName }), z.strictObject({ basicFrom: SecretName })]).optional(),
  /** Whether the always-firing alert is kept alive here. */
  watchdog: z.boolean().default(true),
});
const Email = z.strictObject({
  type: z.literal('email'),
  ...shared,
  server: MailServer,
  from: MailAddress,
  to: z.array(MailAddress).min(1).max(50),
  /** `user:password`, as one secret. */
  login: SecretName.optional(),
  /** `none` sends in clear to a server that offers no TLS, such as one on the same machine. */
  tls: z.enum(['required', 'none']).default('required'),
});
const Webhook = z.strictObject({
  type: z.literal('webhook'),
  ...shared,
  url: HttpAddress,
  /** One secret, or two while they are changed: each message is signed with both. */
  secrets: z.array(SecretName).min(1).max(2),
});

/** Where messages go. */
export const ChannelSpec = z.discriminatedUnion('type', [
  SlackApp,
  SlackWebhook,
  Teams,
  PagerDuty,
  Alertmanager,
  Email,
  Webhook,
]);
export type ChannelSpec = z.infer<typeof ChannelSpec>;
export type ChannelType = ChannelSpec['type'];
/** The spec of one type. */
export type SpecOf<Type extends ChannelType> = Extract<ChannelSpec, { type: Type }>;

export const channelsOf = (c: Catalog): Document<ChannelSpec>[] => documentsOf(c.documents, 'Channel');
export const channelNamed = (c: Catalog, name: string): Document<ChannelSpec> | undefined =>
  documentNamed(c.documents, 'Channel', name);
