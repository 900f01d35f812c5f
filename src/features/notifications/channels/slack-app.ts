import type { SpecOf } from '../channel.ts';
import { isLoud } from '../message.ts';
import { objectIn, readStatus } from './read-status.ts';
import { slackMessage } from './slack-blocks.ts';
import type { Answer, ChannelKind, Outcome, Telling } from './telling.ts';

type Spec = SpecOf<'slack-app'>;

/** What Slack's words for a refusal mean; a word that is not listed is not repeated. */
const refusals: Readonly<Record<string, string>> = {
  invalid_auth: 'the token is not valid',
  not_authed: 'the token is not valid',
  account_inactive: 'the token belongs to an app or a workspace that was removed',
  token_revoked: 'the token was revoked',
  token_expired: 'the token has expired',
  missing_scope: 'the token lacks the scope chat:write',
  channel_not_found: 'there is no such channel, or the app may not see it',
  not_in_channel: 'the app is not a member of the channel: invite it',
  is_archived: 'the channel is archived',
};
const passing: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);
/** What was told is not there any more or cannot be rewritten: it is told anew. */
const lost: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/**
 * A Slack app: the message of a key is rewritten in place (`chat.update`), which makes no sound; a further page is an answer
 * in its thread that the channel sees too. https://docs.slack.dev/reference/methods/chat.postMessage
 */
export const slackApp: ChannelKind<Spec> = {
  type: 'slack-app',
  manner: 'in-place',
  digests: 'openings',
  tell({ spec, message, reference, inDigest, secret }) {
    const shown = { ...slackMessage(message, spec.money), unfurl_links: false, unfurl_media: false };
    const rewrites = reference !== null && !isLoud(message.kind) && !inDigest;
    const where = rewrites
      ? { channel: reference.place ?? spec.channel, ts: reference.id }
      : {
          channel: spec.channel,
          ...(reference === null ? {} : { thread_ts: reference.id, reply_broadcast: isLoud(message.kind) }),
        };
    return {
      by: 'http',
      url: `${spec.url.replace(/\/+$/, '')}/${rewrites ? 'chat.update' : 'chat.postMessage'}`,
      headers: { authorization: `Bearer ${secret(spec.token)}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ ...where, ...shown }),
      secrets: [spec.token],
    };
  },
  read: readSlack,
};

function readSlack(answer: Answer, { now, reference }: Telling<Spec>): Outcome {
  const byStatus = readStatus(answer, now);
  if (byStatus.state !== 'sent') return byStatus;
  const said = objectIn(answer.body);
  if (said === null) return { state: 'retry', reason: 'What answered is not Slack.' };
  if (said.ok === true) {
    if (reference !== null) return { state: 'sent' };
    const place = typeof said.channel === 'string' ? said.channel : undefined;
    return typeof said.ts === 'string' ? { state: 'sent', reference: { id: said.ts, place } } : { state: 'sent' };
  }
  const word = typeof said.error === 'string' ? said.error : '';
  if (passing.has(word)) return { state: 'retry', reason: 'Slack had no time for it.' };
  if (lost.has(word) && reference !== null) {
    return { state: 'retry', reason: 'Slack no longer has the message that was to be rewritten.', forget: true };
  }
  return { state: 'failed', reason: `Slack refused it: ${refusals[word] ?? 'for a reason that its own log tells'}.` };
}
