import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../errors.ts';
import { type Doer, writeAudit } from '../features/access/actions/write-audit.ts';
import { doerOf } from '../features/access/doer.ts';
import { BackupRequest, BackupState } from '../features/signals/backup-contract.ts';
import { type BackupDeps, makeBackup } from './backup.ts';
import type { Clock } from './clock.ts';
import type { Parts } from './parts.ts';

type Deps = Omit<BackupDeps, 'clock'> & Pick<Parts, 'log'> & { clock: () => Clock };

/** `POST /api/v1/backup` begins a backup into a folder of the machine, `GET` tells how far it is. One at a time. */
export function backupRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const access = { right: 'machine' } as const;
  let state: BackupState = { state: 'none', startedAt: null, summary: null, problem: null };

  async function run(directory: string, startedAt: string, doer: Doer): Promise<void> {
    try {
      const summary = await makeBackup({ ...deps, clock: deps.clock() }, directory);
      const details = { directory, at: summary.at, bytes: summary.bytes };
      await writeAudit(deps.records, deps.now(), { ...doer, action: 'backup.make', subject: 'backup', details });
      state = { state: 'done', startedAt, summary, problem: null };
      deps.log.info({ bytes: summary.bytes, heldMs: summary.heldMs, tookMs: summary.tookMs }, 'backup made');
    } catch (error) {
      deps.log.error({ err: error }, 'backup failed');
      const known = error instanceof ProductError ? error : new ProductError('internal', 'The log has the reason.');
      state = { state: 'failed', startedAt, summary: null, problem: { code: known.code, message: known.message } };
    }
  }

  typed.post(
    '/api/v1/backup',
    {
      config: { access },
      schema: {
        summary: 'Begin a backup of both stores, as they are at one moment, into an empty folder of the machine',
        description:
          'Example: `{"directory":"/var/backups/waga/2026-11-20"}`. `GET` on the same address tells how far it is.',
        tags: ['machine'],
        body: BackupRequest,
        response: { 202: BackupState },
      },
    },
    async (request, reply) => {
      if (state.state === 'running') throw new ProductError('conflict', 'A backup is under way already.');
      const startedAt = new Date(deps.now()).toISOString();
      state = { state: 'running', startedAt, summary: null, problem: null };
      void run(request.body.directory, startedAt, doerOf(request));
      return reply.code(202).send(state);
    },
  );

  typed.get(
    '/api/v1/backup',
    {
      config: { access },
      schema: { summary: 'How far the last backup is', tags: ['machine'], response: { 200: BackupState } },
    },
    async () => state,
  );
}
