import type { ChannelType } from '../channel.ts';
import { alertmanager } from './alertmanager.ts';
import { email } from './email.ts';
import { pagerDuty } from './pagerduty.ts';
import { slackApp } from './slack-app.ts';
import { slackWebhook } from './slack-webhook.ts';
import { teams } from './teams.ts';
import type { ChannelKind } from './telling.ts';
import { webhook } from './webhook.ts';

const kinds = { slackApp, slackWebhook, teams, pagerDuty, alertmanager, email, webhook };
const byType = new Map(Object.values(kinds).map((kind) => [kind.type, kind as unknown as ChannelKind]));

/** How messages are told over a channel of this type. */
export const channelKind = (type: ChannelType): ChannelKind => byType.get(type)!;
