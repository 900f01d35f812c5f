import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProductError } from '../errors.ts';
import { seemsSignedIn } from '../features/access/routes/session-cookie.ts';
import { linksAhead, PagesAhead } from './page-head.ts';

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
 * each time with a fresh nonce for the one style element that the component library adds, and with what the page will need.
 */
export async function pageRoutes(app: FastifyInstance, folder: string | null): Promise<void> {
  // read for each visit, so that pages built anew (an upgrade in place) never name assets that are gone
  const built = (): Built | null => (folder === null ? null : builtIn(folder));
  if (folder !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: true,
      allowedPath: (path) => path !== '/index.html' && path !== '/ahead.json',
      cacheControl: false,
      // the build put brotli and gzip beside each: nothing is compressed while somebody waits
      preCompressed: true,
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
    return sendIndex(request, reply, built());
  });
  app.get(
    '/',
    { config: { access: { open: 'a page, with nothing in it but scripts' } }, schema: { hide: true } },
    (request, reply) => sendIndex(request, reply, built()),
  );
}

/** What the build left for each visit. */
interface Built {
  index: string;
  ahead: PagesAhead;
}

/** Null while it is not there, as for a moment when the pages are built anew. */
function builtIn(folder: string): Built | null {
  try {
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    return { index, ahead: PagesAhead.parse(JSON.parse(readFileSync(join(folder, 'ahead.json'), 'utf8'))) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function sendIndex(request: FastifyRequest, reply: FastifyReply, built: Built | null): FastifyReply {
  if (built === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
  const links = linksAhead(built.ahead, request.url.split('?')[0] ?? '/', seemsSignedIn(request));
  const html = built.index.replaceAll('__CSP_NONCE__', reply.cspNonce.style).replace('</head>', `${links}</head>`);
  return reply.header('Cache-Control', 'no-store').type('text/html; charset=utf-8').send(html);
}
