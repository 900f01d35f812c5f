import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { minute } from '../../../maths/instants.ts';
import type { StatusBook } from '../queries/status-book.ts';
import { languageAsked } from '../status/language-asked.ts';
import { fileLinks, servedLinks } from '../status/page-links.ts';
import { renderedOnce } from '../status/rendered.ts';
import { statusFeed } from '../status/status-feeds.ts';
import type { PageView } from '../status/status-frame.ts';
import { historyHtml, noStatusHtml, statusHtml } from '../status/status-html.ts';
import type { StatusModel } from '../status/status-model.ts';
import { statusPolicy } from '../status/status-style.ts';
import { languages, type StatusLanguage } from '../status/status-words.ts';
import {
  ComponentsAnswer,
  IncidentsAnswer,
  MaintenancesAnswer,
  StatusAnswer,
  SummaryAnswer,
  statuspageOf,
} from '../status/statuspage-json.ts';
import { StatusPagePlace } from '../status-contract.ts';

interface Deps {
  status: Pick<StatusBook, 'model'>;
  now(): number;
  site: { origin: string | null };
}

const tags = ['status page'];
const config = { access: { open: 'the status page, for customers' } } as const;
/** Older than this, the page says that it could not be brought up to date: it is made anew each minute. */
const staleAfter = 3 * minute;
const Language = z.object({ lang: z.enum(languages).optional() });
const PageQuery = Language.extend({
  /** `files`: links as they are needed where the page stands as a file. */
  links: z.enum(['served', 'files']).default('served'),
});
const jsonAbout = 'In the shape of Statuspage’s public API v2, for whatever reads that of others. Open to everyone.';

/** The page for customers, its feeds and its data: from memory alone, whatever becomes of the stores. */
export function statusRoutes(app: FastifyInstance, { status, now, site }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const rendered = renderedOnce();

  const published = (): StatusModel => {
    const model = status.model();
    if (model === null)
      throw new ProductError('not_found', 'There is no status page: the catalogue holds no StatusPage.');
    return model;
  };
  /** Where people read it. */
  const urlOf = ({ url }: StatusModel, { protocol, host }: FastifyRequest): string =>
    url ?? `${site.origin ?? `${protocol}://${host}`}/status`;

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string,
    key: string,
    make: () => string,
  ): FastifyReply {
    const { body, etag } = rendered(published(), key, make);
    reply.header('ETag', etag).header('Cache-Control', 'public, max-age=30');
    const known = request.headers['if-none-match']?.split(',').map((text) => text.trim().replace(/^(?!W\/)/, 'W/'));
    if (known?.includes(etag)) return reply.code(304).send();
    return reply.type(type).send(body);
  }

  function page(
    request: FastifyRequest & { query: z.infer<typeof PageQuery> },
    reply: FastifyReply,
    [name, draw]: [string, (model: StatusModel, view: PageView) => string],
  ): FastifyReply {
    const language = languageAsked(request.query.lang, request.headers['accept-language']);
    const { links } = request.query;
    reply
      .header('Content-Security-Policy', `${statusPolicy}; frame-ancestors 'none'`)
      .header('Vary', 'Accept-Language');
    const model = status.model();
    if (model === null) return reply.code(404).type('text/html; charset=utf-8').send(noStatusHtml(language));
    const isStale = now() - model.asOf > staleAfter;
    const view = { language, links: (links === 'files' ? fileLinks : servedLinks)(language), isStale };
    return send(request, reply, 'text/html; charset=utf-8', `${name} ${links} ${language} ${isStale}`, () =>
      draw(model, view),
    );
  }

  typed.get(
    '/api/v1/status-page',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Whether there is a status page, and where customers read it',
        tags,
        response: { 200: StatusPagePlace },
      },
    },
    () => ({ published: status.model() !== null, url: status.model()?.url ?? '/status' }),
  );

  typed.get(
    '/status',
    {
      config,
      schema: {
        summary: 'The status page, for customers',
        description: 'One page without scripts, in English or Polish: by `lang`, else as the browser asks.',
        tags,
        querystring: PageQuery,
        produces: ['text/html'],
      },
    },
    (request, reply) => page(request, reply, ['status', statusHtml]),
  );

  typed.get(
    '/status/',
    { config, schema: { summary: 'The same, as it is often typed', tags, produces: ['text/html'] } },
    (_request, reply) => reply.redirect('/status', 308),
  );

  typed.get(
    '/status/history',
    {
      config,
      schema: {
        summary: 'Everything that customers were told, by day',
        tags,
        querystring: PageQuery,
        produces: ['text/html'],
      },
    },
    (request, reply) => page(request, reply, ['history', historyHtml]),
  );

  const feeds = [
    ['rss', 'application/rss+xml', 'RSS'],
    ['atom', 'application/atom+xml', 'Atom'],
  ] as const;
  for (const [format, type, name] of feeds) {
    typed.get(
      `/status/history.${format}`,
      {
        config,
        schema: {
          summary: `What customers were told, as ${name}, an entry for each post`,
          tags,
          querystring: Language,
          produces: [type],
        },
      },
      (request, reply) => {
        const language = request.query.lang ?? 'en';
        const url = urlOf(published(), request);
        openToAll(reply);
        return send(request, reply, `${type}; charset=utf-8`, `${format} ${language} ${url}`, () =>
          statusFeed(published(), { url, language, format }),
        );
      },
    );
  }

  type Shown = ReturnType<typeof statuspageOf>;
  const answers: [string, string, z.ZodType, (shown: Shown) => object][] = [
    ['summary', 'How everything is, with what is not resolved and what is planned', SummaryAnswer, summaryOf],
    ['status', 'How everything is, in a word', StatusAnswer, (shown) => shown],
    ['components', 'How each system is', ComponentsAnswer, (shown) => shown],
    ['incidents', 'The last 50 incidents that customers were told of', IncidentsAnswer, (shown) => shown],
    ['incidents/unresolved', 'The incidents that are not resolved', IncidentsAnswer, unresolvedOf],
    ['scheduled-maintenances', 'The last 50 maintenances, also those to come', MaintenancesAnswer, plannedOf],
  ];
  for (const [name, summary, shape, pick] of answers) {
    typed.get(
      `/api/v2/${name}.json`,
      { config, schema: { summary, description: jsonAbout, tags, querystring: Language, response: { 200: shape } } },
      (request, reply) => {
        const language: StatusLanguage = request.query.lang ?? 'en';
        const url = urlOf(published(), request);
        openToAll(reply);
        const make = () => JSON.stringify(shape.parse(pick(statuspageOf(published(), url, language))));
        return send(request, reply, 'application/json; charset=utf-8', `${name} ${language} ${url}`, make);
      },
    );
  }
}

/** Nothing in it is secret: pages of others may read it too. */
function openToAll(reply: FastifyReply): void {
  reply.header('Access-Control-Allow-Origin', '*').header('Cross-Origin-Resource-Policy', 'cross-origin');
}

const summaryOf = ({ page, status, components, unresolved, activeMaintenances }: ReturnType<typeof statuspageOf>) => ({
  ...{ page, status, components, incidents: unresolved, scheduled_maintenances: activeMaintenances },
});
const unresolvedOf = ({ page, unresolved }: ReturnType<typeof statuspageOf>) => ({ page, incidents: unresolved });
const plannedOf = ({ page, maintenances }: ReturnType<typeof statuspageOf>) => ({
  page,
  scheduled_maintenances: maintenances,
});
