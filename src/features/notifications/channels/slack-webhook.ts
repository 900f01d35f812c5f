import type { SpecOf } from '../channel.ts';
import { slackMessage } from './slack-blocks.ts';
import type { ChannelKind } from './telling.ts';

/**
 * An incoming webhook of Slack. It gives no id, so that nothing can be rewritten and no thread begun: the beginning and the
 * end are told. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackWebhook: ChannelKind<SpecOf<'slack-webhook'>> = {
  type: 'slack-webhook',
  manner: 'ends',
  digests: 'all',
  tell: ({ spec, message, secret }) => ({
    by: 'http',
    url: secret(spec.address),
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...slackMessage(message, spec.money), unfurl_links: false, unfurl_media: false }),
    secrets: [spec.address],
  }),
};
