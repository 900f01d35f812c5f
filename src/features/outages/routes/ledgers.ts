import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import '../../access/request-who.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import { LedgerFileQuery, LedgerParams, LedgerQuery } from '../ledger-query.ts';
import { LedgerAnswer, LedgerHead } from '../outage-contract.ts';
import { type LedgerPageDeps, ledgerFile, ledgerShown } from '../queries/ledgers.ts';

const tags = ['ledger'];
const read = { access: { right: 'read' } } as const;

/** What the ledger comes to: figures of one subject, the file that gives the same figures offline, the head of the trail. */
export function ledgerRoutes(app: FastifyInstance, deps: LedgerPageDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/ledger/head',
    {
      config: read,
      schema: {
        summary: 'Where the trail of the ledger stands',
        description:
          'Every change of the ledger is a numbered line that holds the hash of the one before. `waga doctor --head HASH` shows that the ' +
          'ledger goes on from a hash that was printed earlier.',
        tags,
        response: { 200: LedgerHead },
      },
    },
    async () => {
      const { line, hash, at } = await deps.outages.head();
      return { line, hash, at: at === null ? null : toRfc3339(at) };
    },
  );

  typed.get(
    '/api/v1/ledger/:kind/:name',
    {
      config: read,
      schema: {
        summary: 'What was delivered of a process or component in a period, and what it is made of',
        description:
          'Raw, adjusted and unmeasured, own against vendor, as exact fractions. The period is cut at the present. `scope` names the figure ' +
          'whose exclusions hold: that of the process, or the global one. Money is null, with `moneyHidden`, where it is not shown to who asks.',
        tags,
        params: LedgerParams,
        querystring: LedgerQuery,
        response: { 200: LedgerAnswer },
      },
    },
    ({ params, query, who }) => ledgerShown(deps, params, query, who?.money ?? []),
  );

  typed.get(
    '/api/v1/outages.csv',
    {
      config: read,
      schema: {
        summary: 'The ledger of a period as a file',
        description:
          'As `waga analyze availability` reads it: the same figures come out, without a server. Of one `subject` (`process:payment`) or of ' +
          'all. A text that a spreadsheet would run as a formula has a single quote in front.',
        tags,
        querystring: LedgerFileQuery,
        produces: ['text/csv'],
      },
    },
    async ({ query }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('Content-Disposition', 'attachment; filename="waga-ledger.csv"')
        .header('Cache-Control', 'no-store')
        .send(await ledgerFile(deps, query)),
  );
}
