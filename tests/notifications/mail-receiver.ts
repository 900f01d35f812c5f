/** A real mail server that keeps what it takes. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Whether the connection was encrypted, and who logged in. */
  secure: boolean;
  user: string | null;
  /** In lower case; folded lines joined. */
  headers: Map<string, string>;
  text: string;
}

export interface MailReceiver {
  /** `smtp://127.0.0.1:PORT` */
  url: string;
  received: ReceivedMail[];
  /** Answers the next mails so instead of taking them; null takes them. */
  refuse(code: number | null): void;
  close(): Promise<void>;
}

export interface MailReceiverOptions {
  /** Whom it lets in; everybody without a login where left out. */
  login?: { user: string; password: string };
  /** Offers no encryption. */
  plain?: boolean;
  /** A certificate and its key, as PEM; one that nobody trusts where left out. */
  proof?: { cert: string; key: string };
}

export async function startMailReceiver({
  login,
  plain = false,
  proof,
}: MailReceiverOptions = {}): Promise<MailReceiver> {
  const received: ReceivedMail[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    authOptional: login === undefined,
    ...proof,
    disabledCommands: plain ? ['STARTTLS'] : [],
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(Object.assign(new Error('wrong password'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== null) {
          done(Object.assign(new Error('a word of the server'), { responseCode: refusal }));
          return;
        }
        const whole = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
          headers: headersOf(whole),
          text: whole,
        });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  server.on('error', () => undefined);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (code) => {
      refusal = code;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function headersOf(whole: string): Map<string, string> {
  const head = whole.slice(0, whole.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    head.split('\r\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}
