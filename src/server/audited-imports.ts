import type { FastifyInstance } from 'fastify';
import { writeAudit } from '../features/access/actions/write-audit.ts';
import '../features/access/request-who.ts';
import { type EpochMs, minute } from '../maths/instants.ts';
import type { Parts } from './parts.ts';

const path = '/api/v1/import/counts';
/** An import comes in many requests; those of one sender to one source that follow so soon are one. */
const together = 10 * minute;
const mostRemembered = 1_000;

/**
 * Notes in the audit log who loads history into which source, once for each import, since history changes what is expected of
 * the present. What comes in live is counted per source instead.
 */
export function auditImports(
  app: FastifyInstance,
  { records, now, log }: Pick<Parts, 'records' | 'now' | 'log'>,
): void {
  const lastAt = new Map<string, EpochMs>();
  app.addHook('onResponse', async ({ method, routeOptions, who, headers, ip }, { statusCode }) => {
    if (method !== 'POST' || routeOptions.url !== path || statusCode !== 200 || who === null) return;
    const source = String(headers['waga-source'] ?? 'default');
    const key = `${who.id} ${source}`;
    const at = now();
    const goesOn = at - (lastAt.get(key) ?? Number.NEGATIVE_INFINITY) < together;
    if (lastAt.size >= mostRemembered) lastAt.clear();
    lastAt.set(key, at);
    if (goesOn) return;
    const line = { who, address: ip, action: 'history.import', subject: `source ${source}` };
    await writeAudit(records, at, line).catch((error: unknown) => {
      log.error({ err: error }, 'an import could not be noted in the audit log');
    });
  });
}
