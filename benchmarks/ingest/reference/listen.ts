/** What the references share: a fastify server that gives each body to one function and answers what it returns. */
import cluster from 'node:cluster';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';

/** Forks processes that share one port and says its address once all of them listen. */
export function spawnWorkers(processes: number): void {
  let listening = 0;
  cluster.on('listening', (_, { port }) => {
    listening += 1;
    if (listening === processes) process.stdout.write(`listening on ${port}\n`);
  });
  // All of them must ask for the same port: 0 is given out once by the primary and shared by them.
  for (let at = 0; at < processes; at++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
}

/** Listens on a free port of loopback and says it on stdout, unless the primary of a cluster does. */
export function listenAs(take: (body: Buffer, path: string) => { accepted: number }): void {
  const app = fastify({ bodyLimit: 64 * 1_024 * 1_024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/*', (request, reply) => {
    const sent = request.body as Buffer;
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    reply.code(202).send(take(body, request.url));
  });
  app.listen({ port: 0, host: '127.0.0.1' }, (error, address) => {
    if (error) throw error;
    if (cluster.isPrimary) process.stdout.write(`listening on ${new URL(address).port}\n`);
  });
  process.on('SIGTERM', () => process.exit(0));
}
