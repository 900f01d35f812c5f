import type { FastifyRequest } from 'fastify';
import { sourceNameOf, type Writer, writerOf } from '../../access/writer.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { sourceOf } from '../actions/intake.ts';
import type { Source } from '../source.ts';

/** Who sends a request to an entrance, and the source it speaks for. */
export interface Entrance {
  source: Source;
  writer: Writer;
}

/**
 * Asked first at every entrance. What of the rows the writer may write is said by writer-rules.ts; the batch is known by
 * `batchKey(writer, entrance, key)`. Throws ProductError `not_allowed` without the right to send data, `not_yours` for a source that
 * is not of the token, `bad_input` when the token has several and none is named, `unknown_source` for an undeclared one.
 */
export function entranceOf({ catalog }: { catalog(): Catalog }, request: FastifyRequest): Entrance {
  const writer = writerOf(request.who);
  const header = request.headers['waga-source'];
  const name = sourceNameOf(writer, Array.isArray(header) ? header[0] : header);
  return { source: sourceOf(catalog(), name), writer };
}
