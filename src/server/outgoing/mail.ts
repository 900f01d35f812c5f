import type { Socket } from 'node:net';
import { ProductError } from '../../errors.ts';
import type { Mail, OutgoingMail } from '../../features/access/outgoing-mail.ts';
import { guardedConnector, type Resolve, resolveBySystem } from './connect.ts';
import { type OutgoingCount, OutgoingTally } from './counters.ts';
import { failed, kindOf, RefusedAddress, refused } from './failure.ts';
import type { Opening } from './opening.ts';

export interface MailSettings {
  /** What the server's own configuration opens beside public addresses. */
  allow: readonly Opening[];
  /** For each step of the exchange. */
  timeoutMs: number;
  resolve?: Resolve;
}

export interface MailClient extends OutgoingMail {
  /** For the health page. */
  counters(): OutgoingCount[];
}

/**
 * Sends mail over connections that the guard made, so that a mail server is judged like every other address. The package that
 * speaks SMTP opens none by itself.
 */
export function openMail({ allow, timeoutMs, resolve = resolveBySystem }: MailSettings): MailClient {
  const tally = new OutgoingTally();
  const connect = guardedConnector({ openings: allow, resolve, timeoutMs });

  const connected = (server: URL): Promise<Socket> =>
    new Promise((done, fail) => {
      const { hostname, host } = server;
      connect({ hostname, host, protocol: 'http:', port: portOf(server) }, (...[error, socket]) => {
        if (error !== null) fail(error);
        else done(socket);
      });
    });

  async function exchange(mail: Mail, signal: AbortSignal | undefined): Promise<{ status: number }> {
    // loaded with the first mail: a start does without
    const { createTransport } = await import('nodemailer');
    const server = new URL(mail.server);
    const socket = await connected(server);
    const cut = (): void => void socket.destroy();
    signal?.addEventListener('abort', cut);
    const transport = createTransport({
      connection: socket,
      host: server.hostname.replace(/^\[|\]$/g, ''),
      port: Number(portOf(server)),
      secure: server.protocol === 'smtps:',
      requireTLS: mail.tls === 'required',
      ignoreTLS: mail.tls === 'none',
      greetingTimeout: timeoutMs,
      connectionTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(mail.login === null ? {} : { auth: { user: mail.login.user, pass: mail.login.password } }),
    });
    try {
      const thread = mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo };
      const { from, to, subject, text, html, messageId } = mail;
      const told = await transport.sendMail({ from, to: [...to], subject, text, html, messageId, ...thread });
      return { status: statusIn(told.response) };
    } finally {
      signal?.removeEventListener('abort', cut);
      transport.close();
      socket.destroy();
    }
  }

  return {
    async send(mail, signal) {
      try {
        const answer = await exchange(mail, signal);
        tally.ended('mail', null);
        return answer;
      } catch (cause) {
        const { responseCode: status, code } = cause as { responseCode?: unknown; code?: unknown };
        // a server that offers no TLS says so by a code of its own, which is no word about the mail
        if (typeof status === 'number' && status >= 400 && code !== 'ETLS') {
          tally.ended('mail', null);
          return { status };
        }
        const error = explain(cause, mail.server, signal?.aborted ?? false);
        tally.ended('mail', error);
        throw error;
      }
    },
    counters: () => tally.counters(),
  };
}

/** The port of mail submission (RFC 8314) where the address names none. */
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'smtps:' ? '465' : '587');

const statusIn = (response: string | undefined): number => Number(/^\d{3}/.exec(response ?? '')?.[0] ?? 250);

/** What is told of a failure: where one meant to go and why it did not work; nothing that the other side said. */
function explain(cause: unknown, server: string, stopped: boolean): ProductError {
  if (cause instanceof ProductError) return cause;
  if (cause instanceof RefusedAddress) {
    const how = 'only `outbound.allow` in the configuration of the server can open it';
    return refused(cause.range, `${server} is an address that is not public (${cause.range}); ${how}.`);
  }
  // the package puts a word of its own before the code of the system
  const { code, originalCode = code } = cause as { code?: unknown; originalCode?: unknown };
  const kind = code === 'ETLS' ? 'certificate' : kindOf({ code: originalCode });
  return failed(stopped ? 'stopped' : kind, server);
}
