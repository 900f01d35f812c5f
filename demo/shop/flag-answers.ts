import { Webhook } from 'standardwebhooks';
import { type Flags, flagNames, isFlag, type Position } from './flags.ts';

/** What is answered over HTTP. */
export interface Answer {
  status: number;
  body: object;
}

const positions: readonly unknown[] = ['on', 'off', 'half'] satisfies Position[];

/**
 * What Waga asks of the shop by a signed webhook (Standard Webhooks, a CloudEvent): sets a flag. The same message again sets the same.
 * 401 for a signature that does not fit, 400 for what is no such message, 404 for a flag that the shop has not.
 */
export function takeHook(
  flags: Flags,
  secret: string,
  headers: Record<string, string | string[] | undefined>,
  body: string,
  at: number,
): Answer {
  let event: { type?: unknown; data?: Record<string, unknown> };
  try {
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]));
    event = new Webhook(secret).verify(body, plain) as typeof event;
  } catch {
    return { status: 401, body: { error: 'the signature does not fit' } };
  }
  const { switch: name, position, share } = event?.data ?? {};
  if (event?.type !== 'waga.switch.set' || typeof name !== 'string' || !positions.includes(position)) {
    return { status: 400, body: { error: 'expected a waga.switch.set with switch and position' } };
  }
  if (!isFlag(name)) return { status: 404, body: { error: `the shop has ${flagNames.join(' and ')}` } };
  flags.set(name, position as Position, Number(share ?? 1), at);
  return { status: 200, body: { flag: name, position } };
}

/** The answer of a provider of flags by OFREP, the remote protocol of OpenFeature: `POST /ofrep/v1/evaluate/flags/KEY`. */
export function evaluate(flags: Flags, key: string, body: string): Answer {
  if (!isFlag(key)) return { status: 404, body: { key, errorCode: 'FLAG_NOT_FOUND' } };
  let user: unknown;
  try {
    user = (JSON.parse(body || '{}') as { context?: { targetingKey?: unknown } }).context?.targetingKey;
  } catch {
    return { status: 400, body: { key, errorCode: 'PARSE_ERROR' } };
  }
  const { position, share } = flags.of(key);
  const asked = Number(user);
  const isSplit = position === 'half' && Number.isFinite(asked);
  const value = isSplit ? flags.isOn(key, asked) : position !== 'off';
  const reason = position === 'half' ? 'SPLIT' : 'STATIC';
  return { status: 200, body: { key, value, variant: value ? 'on' : 'off', reason, metadata: { position, share } } };
}

/** What customers see at the till, for whoever looks whether a switch did what it says. */
export function tillPage(flags: Flags): string {
  const cards = flags.of('card-payments').position;
  const ways =
    cards === 'off'
      ? 'Cards are not offered at the moment. Pay by BLIK or transfer.'
      : 'Pay by card, BLIK or transfer.';
  const banner =
    flags.of('card-banner').position === 'off' ? '<p role="status">Cards take longer than usual today.</p>' : '';
  return `<!doctype html><html lang="en"><title>The till</title><main><h1>Pay</h1>${banner}<p>${ways}</p></main></html>\n`;
}
