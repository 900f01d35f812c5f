import { setTimeout as wait } from 'node:timers/promises';
import { ProductError } from '../errors.ts';
import type { Client } from './client.ts';
import type { Chunk } from './import-chunk.ts';

/** How long a server may be busy before the import gives up. */
const mostWaits = 60;
const waitMs = 2_000;

export interface Complete {
  since: string;
  until: string;
}

/** A file by the name that errors call it, and what places in it are called. */
export interface SentFile {
  name: string;
  place: string;
}

/** Sends one chunk, waiting while the server is busy. Resolves whether the server had it already. */
export async function sendChunk(
  client: Client,
  source: string | undefined,
  file: SentFile,
  chunk: Chunk,
  complete: Complete | null,
): Promise<{ known: boolean }> {
  const headers = {
    'content-type': 'application/x-ndjson',
    'idempotency-key': chunk.key,
    ...(source === undefined ? {} : { 'waga-source': source }),
    ...(complete === null ? {} : { 'waga-complete-since': complete.since, 'waga-complete-until': complete.until }),
  };
  for (let waits = 0; ; waits++) {
    try {
      const body = chunk.ndjson;
      const answer = await client.request({ method: 'POST', path: '/api/v1/import/counts', headers, body });
      return { known: answer.headers.get('idempotent-replayed') === 'true' };
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      const busy = error.code === 'busy' || error.code === 'overloaded';
      if (!busy || waits === mostWaits) throw withRow(error, file, chunk);
      await wait(waitMs);
    }
  }
}

/** The server counts rows of the chunk; people count rows of the file. */
function withRow(error: ProductError, file: SentFile, { rowOfLine }: Chunk): ProductError {
  const [first] = (error.details.rejected ?? []) as { index: number; code: string; message: string }[];
  const row = first === undefined ? undefined : rowOfLine[first.index];
  if (first === undefined || row === undefined) return error;
  const message = `${file.name}: ${file.place} ${row}: ${first.message} (${first.code})`;
  return new ProductError('bad_input', message, { file: file.name, [file.place]: row, code: first.code }, error);
}
