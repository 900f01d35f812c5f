import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ProductError } from '../errors.ts';

/** The built web pages lie in `web/dist` of the package, seen from the sources and from `dist` alike. */
export function webFolder(): string | null {
  const candidates = ['../../web/dist', '../../../web/dist'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

const notBuilt = 'The web pages are not built. Run `npm run build:web` and start again; the API works without them.\n';

/**
 * Serves the web pages: hashed assets with a year of caching, and index.html for every other path that is no API's,
 * each time with a fresh nonce for the one style element that the component library adds.
 */
export async function pageRoutes(app: FastifyInstance, folder: string | null): Promise<void> {
  // read for each visit, so that pages built anew (an upgrade in place) never name assets that are gone
  const index = (): string | null => (folder === null ? null : pageIn(folder));
  if (folder !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: true,
      allowedPath: (path) => path !== '/index.html',
      cacheControl: false,
      setHeaders: (reply, path) => {
        const forever = path.includes('/assets/');
        reply.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const isPage = request.method === 'GET' && !/^\/(api|v1|assets|healthz|readyz)(\/|$)/.test(path);
    if (!isPage)
      throw new ProductError('not_found', `No ${request.method} ${path} here; /api/openapi.json lists what is.`);
    return sendIndex(reply, index());
  });
  app.get(
    '/',
    { config: { access: { open: 'a page, with nothing in it but scripts' } }, schema: { hide: true } },
    (_request, reply) => sendIndex(reply, index()),
  );
}

/** Null while it is not there, as for a moment when the pages are built anew. */
function pageIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function sendIndex(reply: FastifyReply, index: string | null): FastifyReply {
  if (index === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
  const html = index.replaceAll('__CSP_NONCE__', reply.cspNonce.style);
  return reply.header('Cache-Control', 'no-store').type('text/html; charset=utf-8').send(html);
}
