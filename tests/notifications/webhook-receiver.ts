/** A receiver of webhooks as a customer would write one: it checks signatures with the official library and honours `webhook-id`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  /** Whether the receiver had taken this id before. */
  repeat: boolean;
  path: string;
  body: Record<string, unknown> & { data?: { key: string; sequence: number; kind: string; title: string } };
}

export interface Behaviour {
  status: number;
  headers?: Record<string, string>;
  /** Keeps the answer back until this resolves. */
  until?: Promise<unknown>;
  body?: string;
}

export interface WebhookReceiver {
  url: string;
  /** Every request whose signature held, in order of arrival. */
  received: Received[];
  /** Requests whose signature did not hold. */
  forged: number;
  /** What it does with the next requests; 204 unless told otherwise. */
  behave(behaviour: Behaviour | ((path: string) => Behaviour)): void;
  /** Stops listening, as a machine that is down. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const fine: Behaviour = { status: 204 };

/** `secret` null takes everything unchecked, as chat services do. */
export async function startReceiver(secret: string | null): Promise<WebhookReceiver> {
  const taken = new Set<string>();
  let behave: (path: string) => Behaviour = () => fine;
  let port = 0;
  let server = createServer(answer);

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    try {
      if (secret !== null) new Webhook(secret).verify(text, request.headers as Record<string, string>);
    } catch {
      receiver.forged += 1;
      reply.writeHead(401).end();
      return;
    }
    const { status, headers = {}, until, body } = behave(path);
    const id = String(request.headers['webhook-id'] ?? '');
    receiver.received.push({ id, repeat: taken.has(id), path, body: text === '' ? {} : JSON.parse(text) });
    if (status < 300) taken.add(id);
    await until;
    reply.writeHead(status, headers).end(body);
  }

  const listen = (): Promise<void> =>
    new Promise((done) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        done();
      });
    });
  const end = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  await listen();
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    forged: 0,
    behave: (given) => {
      behave = typeof given === 'function' ? given : () => given;
    },
    down: end,
    async up() {
      server = createServer(answer);
      await listen();
    },
    close: end,
  };
  return receiver;
}
