import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import type { OutgoingMail } from '../../access/outgoing-mail.ts';
import { channelKind } from '../channels/list.ts';
import { readStatus } from '../channels/read-status.ts';
import type { HttpTelling, MailTelling, Outcome, Telling } from '../channels/telling.ts';

/** A secret of the configuration and the origin it may be sent to. */
export interface NamedSecret {
  origin: string;
  reveal(): string;
}

export interface SendDeps {
  outgoing: Outgoing;
  mail: OutgoingMail;
  secrets: Readonly<Record<string, NamedSecret>>;
  now(): EpochMs;
  log: { error(fields: object, message: string): void };
}

/** Answers of receivers are short; what is longer is not read. */
const mostAnswerBytes = 65_536;

/**
 * Tries once to tell. Never throws: whatever goes wrong is an outcome, with a reason that holds nothing of the answer and no
 * secret. What the operator can mend (a secret, an address that is not opened) is tried again like a receiver that is down.
 */
export async function send(
  deps: SendDeps,
  asked: Omit<Telling, 'secret' | 'now'>,
  signal: AbortSignal,
): Promise<Outcome> {
  const kind = channelKind(asked.spec.type);
  const telling: Telling = { ...asked, now: deps.now(), secret: (name) => secretNamed(deps, name).reveal() };
  try {
    const request = kind.tell(telling);
    for (const name of request.secrets) checkOrigin(deps, name, request);
    if (request.by === 'mail') {
      const { status } = await deps.mail.send(request.mail, signal);
      const answer = { status, headers: {}, body: '' };
      return kind.read?.(answer, telling) ?? readStatus(answer, deps.now());
    }
    const answer = await post(deps.outgoing, request, signal);
    return kind.read?.(answer, telling) ?? readStatus(answer, deps.now());
  } catch (error) {
    if (error instanceof ProductError) return { state: 'retry', reason: error.message };
    deps.log.error({ channel: asked.channel, err: error }, 'a message could not be told');
    return { state: 'retry', reason: 'A fault in Waga itself; the log has it.' };
  }
}

/** Posts a telling. Throws ProductError `outbound_refused` or `outbound_failed`. */
export async function post(outgoing: Outgoing, request: HttpTelling, signal: AbortSignal) {
  const { url, headers, body } = request;
  const answer = await outgoing.request({
    purpose: 'channel',
    method: 'POST',
    url,
    headers,
    body,
    redirect: 'manual',
    maxBytes: mostAnswerBytes,
    signal,
  });
  return { status: answer.status, headers: answer.headers, body: answer.body.toString('utf8') };
}

/** The secret of this name. Throws ProductError `bad_config` where the configuration has none. */
export function secretNamed({ secrets }: Pick<SendDeps, 'secrets'>, name: string): NamedSecret {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret !== undefined) return secret;
  throw new ProductError('bad_config', `The configuration of the server has no secret called ${name}.`);
}

/** Throws ProductError `bad_config` where the secret is not for the origin that it would go to. */
export function checkOrigin(deps: Pick<SendDeps, 'secrets'>, name: string, request: HttpTelling | MailTelling): void {
  const { origin } = secretNamed(deps, name);
  const target = request.by === 'mail' ? request.mail.server.replace(/\/+$/, '') : originOf(request.url);
  if (origin === target) return;
  throw new ProductError('bad_config', `The secret ${name} is for another address than this channel sends to.`);
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
