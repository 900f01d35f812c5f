import type { FastifyReply } from 'fastify';
import { ProductError } from '../../../errors.ts';
import type { Who } from '../../access/who.ts';
import type { OutagePage } from '../outage-contract.ts';
import { type OutagePageDeps, outageShown } from '../queries/outage-pages.ts';

/** One outage with its revision as the ETag. */
export async function sendOutage(
  deps: OutagePageDeps,
  { who }: { who: Who | null },
  reply: FastifyReply,
  id: string,
): Promise<OutagePage> {
  const page = await outageShown(deps, id, who);
  reply.header('ETag', `"${page.revision}"`);
  return page;
}

/** The revision in an If-Match header; undefined for `*`. Throws ProductError `bad_input` for another form. */
export function revisionIn(header = '*'): number | undefined {
  if (header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the revision of the outage, such as "3"');
  return Number(match[1]);
}
