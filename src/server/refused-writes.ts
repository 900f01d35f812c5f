import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Doer, nobody, writeAudit } from '../features/access/actions/write-audit.ts';
import '../features/access/request-who.ts';
import { type EpochMs, minute } from '../maths/instants.ts';
import type { Parts } from './parts.ts';

/** Lines a minute, so that whoever is refused over and over does not fill the log. */
const mostOfAddress = 20;
const mostTogether = 300;
const longestPath = 200;
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Notes in the audit log who tried to change something and was refused (401 or 403), after the answer, so that it is never
 * delayed or changed by the note. The entrances for data count their refusals per source instead, and who signs in in vain is
 * noted where that is tried.
 */
export function auditRefusedWrites(
  app: FastifyInstance,
  { records, now, log }: Pick<Parts, 'records' | 'now' | 'log'>,
): void {
  const room = perMinute();
  app.addHook('onResponse', async (request, reply) => {
    if (!isRefusedWrite(request, reply) || !room(request.ip, now())) return;
    const who: Doer['who'] = request.who ?? nobody;
    const subject = `${request.method} ${request.url.split('?')[0]?.slice(0, longestPath)}`;
    const line = { who, address: request.ip, action: 'request.refuse', subject, outcome: 'refused' } as const;
    await writeAudit(records, now(), { ...line, details: { status: reply.statusCode } }).catch((error: unknown) => {
      log.error({ err: error }, 'a refused request could not be noted in the audit log');
    });
  });
}

function isRefusedWrite({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  const access = routeOptions.config.access;
  if (reading.has(method) || access === undefined || 'open' in access || access.right === 'ingest') return false;
  return statusCode === 401 || statusCode === 403;
}

/** Whether there is room for one more line of this address in the minute of `at`; taking it when there is. */
function perMinute(): (address: string, at: EpochMs) => boolean {
  let counted = { minute: 0, together: 0, of: new Map<string, number>() };
  return (address, at) => {
    const present = Math.floor(at / minute);
    if (counted.minute !== present) counted = { minute: present, together: 0, of: new Map() };
    const own = counted.of.get(address) ?? 0;
    if (own >= mostOfAddress || counted.together >= mostTogether) return false;
    counted.of.set(address, own + 1);
    counted.together += 1;
    return true;
  };
}
