import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { assetFolder } from '../assets.ts';
import { failureNamed } from '../model/failures.ts';
import { parseQuery, truthAnswer } from './control-answers.ts';
import { answerOutside, textOf } from './outside.ts';
import { tellChange } from './pipeline.ts';
import type { Shop } from './shop.ts';
import { type VendorPage, vendorPage } from './vendor-page.ts';

const pageFolder = assetFolder('shop/page');
const files: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/control.js': { file: 'control.js', type: 'text/javascript; charset=utf-8' },
  '/control.css': { file: 'control.css', type: 'text/css; charset=utf-8' },
};
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

/** A page elsewhere must not steer the shop: only this address, and only JSON, which a form cannot send. */
function fromElsewhere(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origin = request.headers.origin;
  if (!hosts.includes(request.headers.host ?? '')) return true;
  return origin !== undefined && !hosts.some((host) => origin === `http://${host}`);
}

async function switchFailure(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  shop: Shop,
  wagaUrl: string,
) {
  const failure = failureNamed(name);
  if (!failure) return json(response, 404, { error: `no failure is called ${name}; GET /failures lists them` });
  const list = () => shop.switches.list().find((entry) => entry.name === failure)!;
  if (request.method === 'GET') return json(response, 200, list());
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return json(response, 415, { error: 'send {"on": true} or {"on": false} as application/json' });
  }
  let on: unknown;
  try {
    on = (JSON.parse(await textOf(request)) as { on?: unknown }).on;
  } catch {
    on = undefined;
  }
  if (typeof on !== 'boolean') return json(response, 400, { error: 'send {"on": true} or {"on": false}' });
  const at = Date.now();
  const changes = shop.switches.on(failure) !== on;
  shop.switches.set(failure, on, at);
  if (changes) void tellChange(wagaUrl, failure, on, at);
  return json(response, 200, list());
}

interface Control {
  shop: Shop;
  vendor: VendorPage;
  hookSecret: string;
  port: number;
  wagaUrl: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, control: Control) {
  const { shop, port, wagaUrl } = control;
  if (fromElsewhere(request, port)) return json(response, 403, { error: 'only from this machine and this page' });
  const url = new URL(request.url ?? '/', 'http://shop');
  const page = files[url.pathname];
  if (page && request.method === 'GET') {
    response.writeHead(200, {
      'content-type': page.type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(readFileSync(join(pageFolder, page.file)));
    return undefined;
  }
  const told = await answerOutside(request, url.pathname, control);
  if (told !== undefined) {
    if ('status' in told) return json(response, told.status, told.body);
    response.writeHead(200, { 'content-type': told.type, 'cache-control': 'no-store' });
    response.end(told.body);
    return undefined;
  }
  const named = /^\/failures\/([a-z-]{1,40})$/.exec(url.pathname);
  if (named && (request.method === 'GET' || request.method === 'POST')) {
    return switchFailure(request, response, named[1]!, shop, wagaUrl);
  }
  if (request.method !== 'GET') return json(response, 405, { error: 'not here' });
  if (url.pathname === '/failures') return json(response, 200, { failures: shop.switches.list() });
  if (url.pathname === '/healthz') {
    return json(response, 200, { ok: true, waga: wagaUrl, sender: shop.sender.state(), services: shop.services });
  }
  if (url.pathname === '/truth') {
    const asked = parseQuery(url.searchParams, Date.now());
    return 'error' in asked ? json(response, 400, asked) : json(response, 200, truthAnswer(shop.truth, asked));
  }
  return json(response, 404, { error: 'not here' });
}

interface ControlSettings {
  port: number;
  wagaUrl: string;
  /** By which the shop knows that it is Waga who switches its flags. */
  hookSecret: string;
}

/** The control page and its JSON on `port` of loopback. Rejects with EADDRINUSE when somebody else has the port. */
export async function startControl(shop: Shop, settings: ControlSettings): Promise<{ url: string; close(): void }> {
  const control = { ...settings, shop, vendor: vendorPage(shop.switches) };
  const server = createServer((request, response) => {
    answer(request, response, control).catch(() => json(response, 500, { error: 'failed' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  control.port = (server.address() as { port: number }).port;
  return {
    url: `http://127.0.0.1:${control.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
