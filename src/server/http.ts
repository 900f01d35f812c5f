import fastifyCompress from '@fastify/compress';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { sendProblem } from './problem.ts';
import { refuseOtherSites } from './same-site.ts';
import { version } from './version.ts';

/** Nothing but the page's own files; styles by the page's stylesheet or the nonce; no inline script; Trusted Types. */
const contentPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
};

/** The HTTP server with everything that holds for every route; the routes themselves come from the features. */
export async function createHttp(options: {
  log: Logger;
  maxBodyBytes: number;
  /** How long a request may take to arrive whole; its head has 20 s at most. */
  requestSeconds?: number;
}): Promise<FastifyInstance> {
  const requestTimeout = (options.requestSeconds ?? 60) * 1_000;
  const headersTimeout = Math.min(20_000, requestTimeout);
  const app = fastify({
    requestTimeout,
    http: { headersTimeout, connectionsCheckingInterval: Math.min(5_000, headersTimeout) },
    loggerInstance: options.log.child({ part: 'http' }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.maxBodyBytes,
    requestIdHeader: false,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.addHook('onRequest', async (request) => refuseOtherSites(request.method, request.headers));

  await app.register(fastifyHelmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: contentPolicy,
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(fastifyCompress, { threshold: 1_024, encodings: ['br', 'gzip'], globalDecompression: false });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waga',
        version,
        description:
          'Business-aware reliability. Errors are RFC 9457 problem documents; `code` is listed in docs/errors.md.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
    transform: jsonSchemaTransform,
  });
  return app as unknown as FastifyInstance;
}
