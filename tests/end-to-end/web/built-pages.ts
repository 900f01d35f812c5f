import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';

export const webFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built pages as they are now, from memory: a build in the meantime takes nothing from a test that runs. */
export function serveBuiltPages(app: FastifyInstance, nonce: string): void {
  const index = readFileSync(join(webFolder, 'index.html'), 'utf8').replaceAll('__CSP_NONCE__', nonce);
  const names = readdirSync(webFolder, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) in types);
  const files = new Map(names.map((name) => [`/${name}`, readFileSync(join(webFolder, name))]));
  const page = (reply: FastifyReply) => reply.type('text/html; charset=utf-8').send(index);
  app.get('/', (_request, reply) => page(reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const file = files.get(path);
    if (!file) return page(reply);
    // As the real server has it.
    reply.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    return reply.type(types[extname(path)] as string).send(file);
  });
}
