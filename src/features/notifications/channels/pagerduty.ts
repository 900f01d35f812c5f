import type { SpecOf } from '../channel.ts';
import { type Message, shortened } from '../message.ts';
import { wholeLines } from '../wording.ts';
import type { ChannelKind } from './telling.ts';

/** Bounds of the Events API. */
const mostSummary = 1_024;
const mostDedup = 255;

function action({ kind, acknowledgedBy }: Message): 'trigger' | 'acknowledge' | 'resolve' {
  if (kind === 'closing') return 'resolve';
  return kind === 'update' && acknowledgedBy !== undefined ? 'acknowledge' : 'trigger';
}

/**
 * PagerDuty Events API v2: one alert per `dedup_key`, which further triggers change in place and which a repeat cannot
 * double. https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export const pagerDuty: ChannelKind<SpecOf<'pagerduty'>> = {
  type: 'pagerduty',
  manner: 'in-place',
  digests: 'openings',
  tell({ spec, message, secret }) {
    const details = wholeLines(message, spec.money).map(({ label, text }): [string, string] => [label, text]);
    const runbook = message.runbook === undefined ? [] : [{ href: message.runbook, text: 'Runbook' }];
    return {
      by: 'http',
      url: `${spec.url.replace(/\/+$/, '')}/v2/enqueue`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        routing_key: secret(spec.routingKey),
        event_action: action(message),
        dedup_key: shortened(message.dedup, mostDedup),
        client: 'Waga',
        client_url: message.link,
        links: [{ href: message.link, text: 'Open in Waga' }, ...runbook],
        payload: {
          summary: shortened(message.title, mostSummary),
          source: new URL(message.link).host,
          severity: message.severity,
          timestamp: message.startedAt,
          custom_details: Object.fromEntries(details),
        },
      }),
      secrets: [spec.routingKey],
    };
  },
};
