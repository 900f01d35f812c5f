import { createHmac } from 'node:crypto';
import { ProductError } from '../../errors.ts';

const prefix = 'whsec_';
const leastBytes = 24;
const mostBytes = 64;

/**
 * The header `webhook-signature` of Standard Webhooks: a `v1` signature with each secret, so that a receiver may change its
 * secret at leisure. `secrets` are `whsec_` and the base64 of 24 to 64 bytes; `at` is in seconds.
 * Throws ProductError `bad_config` for a secret of another form. Source: standard-webhooks.md, "Signature scheme".
 */
export function signWebhook(secrets: readonly string[], id: string, atSeconds: number, body: string): string {
  const sign = (secret: string): string =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${atSeconds}.${body}`).digest('base64')}`;
  return secrets.map(sign).join(' ');
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : '', 'base64');
  if (key.length >= leastBytes && key.length <= mostBytes) return key;
  const expected = `${prefix} and the base64 of ${leastBytes} to ${mostBytes} bytes`;
  throw new ProductError('bad_config', `The secret of a webhook must be ${expected}.`);
}
