import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a status page answers to a path; `body` may be anything. */
export interface PageAnswer {
  status?: number;
  body?: unknown;
  etag?: string;
}

/** A status page of the shape of Statuspage v2, and a calendar, over real HTTP: a test sets what each path answers. */
export class VendorPage {
  readonly answers = new Map<string, PageAnswer>();
  /** Every request, oldest first: path, and whether the answer was 304. */
  readonly asked: string[] = [];
  readonly #server: Server = createServer((request, reply) => {
    const path = request.url ?? '';
    const { status = 200, body = {}, etag } = this.answers.get(path) ?? { status: 404 };
    if (etag !== undefined && request.headers['if-none-match'] === etag) {
      this.asked.push(`${path} 304`);
      reply.writeHead(304, { etag }).end();
      return;
    }
    this.asked.push(`${path} ${status}`);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    reply.writeHead(status, { 'content-type': 'application/json', ...(etag ? { etag } : {}) }).end(text);
  });

  listen = (): Promise<void> => new Promise((listens) => this.#server.listen(0, '127.0.0.1', listens));

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  incidents(incidents: unknown, etag?: string): void {
    this.answers.set('/api/v2/incidents.json', {
      body: { page: { name: 'PayFast' }, incidents },
      ...(etag ? { etag } : {}),
    });
  }
  maintenances(windows: unknown): void {
    this.answers.set('/api/v2/scheduled-maintenances.json', { body: { scheduled_maintenances: windows } });
  }
  summary(description: string, components: unknown[] = []): void {
    this.answers.set('/api/v2/summary.json', { body: { status: { indicator: 'none', description }, components } });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
