import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { keepNoAnswers } from './headers.ts';
import { answerMachines } from './machine-headers.ts';
import { openApiTransforms, securitySchemes } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { newRequestId } from './request-log.ts';
import { refuseOtherSites, type Site, siteOf } from './same-site.ts';
import { version } from './version.ts';
import { collectYoung } from './young-memory.ts';

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
  /** By which names it is known; left out, those of the loopback. */
  site?: Site;
  /** Proxies whose word on the client's address is believed. */
  trustProxy?: readonly string[];
}): Promise<FastifyInstance> {
  const site = options.site ?? siteOf({ host: '127.0.0.1' });
  const proxies = [...(options.trustProxy ?? [])];
  const requestTimeout = (options.requestSeconds ?? 60) * 1_000;
  const headersTimeout = Math.min(20_000, requestTimeout);
  const app = fastify({
    requestTimeout,
    http: { headersTimeout, connectionsCheckingInterval: Math.min(5_000, headersTimeout) },
    loggerInstance: options.log.child({ part: 'http' }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.maxBodyBytes,
    requestIdHeader: false,
    trustProxy: proxies.length === 0 ? false : proxies,
    genReqId: newRequestId,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
    // drain.ts refuses late requests itself, in the words of each entrance
    return503OnClosing: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.addHook('onRequest', async (request) => refuseOtherSites(site, request.method, request.headers));

  answerMachines(app as unknown as FastifyInstance, site.secure);
  collectYoung(app as unknown as FastifyInstance);
  await app.register(fastifyHelmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: contentPolicy,
    // a year, as browsers' lists ask; said only where the public address is https
    strictTransportSecurity: site.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  keepNoAnswers(app as unknown as FastifyInstance);
  await app.register(fastifyCookie);
  await app.register(fastifyCompress, { threshold: 1_024, encodings: ['br', 'gzip'], globalDecompression: false });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      components: { securitySchemes },
      info: {
        title: 'Waga',
        version,
        description:
          'Business-aware reliability. Errors are RFC 9457 problem documents; `code` is listed in docs/errors.md.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
    ...openApiTransforms,
  });
  return app as unknown as FastifyInstance;
}
