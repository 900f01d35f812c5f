import type { SpecOf } from '../channel.ts';
import { shownLines } from '../message.ts';
import { signWebhook } from '../sign-webhook.ts';
import type { ChannelKind } from './telling.ts';

/**
 * A program of one's own: every message in order, as a CloudEvent (structured mode), signed as Standard Webhooks has it.
 * `webhook-id` stays the same for every try; 410 closes the endpoint until its Channel changes.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhook: ChannelKind<SpecOf<'webhook'>> = {
  type: 'webhook',
  manner: 'each',
  digests: 'none',
  tell({ id, spec, message, now, secret }) {
    const atSeconds = Math.floor(now / 1_000);
    const body = JSON.stringify({
      specversion: '1.0',
      id,
      source: new URL(message.link).origin,
      type: `waga.message.${message.kind}`,
      subject: message.dedup,
      time: message.at,
      datacontenttype: 'application/json',
      data: { ...message, lines: shownLines(message, spec.money) },
    });
    return {
      by: 'http',
      url: spec.url,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': String(atSeconds),
        'webhook-signature': signWebhook(spec.secrets.map(secret), id, atSeconds, body),
      },
      body,
      secrets: spec.secrets,
    };
  },
};
