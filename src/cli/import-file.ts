import { ProductError } from '../errors.ts';
import { minute, toRfc3339 } from '../maths/instants.ts';
import type { Client } from './client.ts';
import { Chunker } from './import-chunk.ts';
import type { ImportFormat } from './import-reading.ts';
import { type Complete, sendChunk } from './import-send.ts';
import { progress, progressDone } from './output.ts';

export interface FileSummary {
  file: string;
  rows: number;
  /** Rows that the server had from an earlier run. */
  alreadyThere: number;
  from: string | null;
  to: string | null;
  leftOut?: Readonly<Record<string, number>>;
}

export interface FileOptions {
  source: string | undefined;
  /** Whether minutes without rows are zero between the first and the last of the file. */
  zero: boolean;
}

/** While the server stores some chunks, the next ones are read. */
const mostInFlight = 3;

/** Reads a file and sends it chunk by chunk. Throws ProductError; what was sent before is stored and known in a second run. */
export async function importFile(
  client: Client,
  file: string,
  format: ImportFormat,
  { source, zero }: FileOptions,
): Promise<FileSummary> {
  const reading = await format.open(file).catch(unreadable(file));
  const chunker = new Chunker(format.name, format.settings + JSON.stringify([source ?? null, zero]));
  const sends = new Sends(client, source, { name: file, place: format.place });
  let rows = 0;
  let [first, last] = [Infinity, -Infinity];
  try {
    for await (const { row, place } of reading.rows) {
      if (chunker.full) {
        await sends.send(chunker, null);
        progress(`${file}  ${Math.floor(100 * reading.share())}%  ${rows} rows`);
      }
      chunker.add(row, place);
      rows += 1;
      if (row.at < first) first = row.at;
      if (row.at > last) last = row.at;
    }
    if (chunker.rows > 0) {
      await sends.send(chunker, zero ? { since: toRfc3339(first), until: toRfc3339(last + minute) } : null);
    }
    await sends.done();
    progressDone();
    const [from, to] = rows > 0 ? [toRfc3339(first), toRfc3339(last)] : [null, null];
    const leftOut = reading.leftOut();
    return { file, rows, alreadyThere: sends.alreadyThere, from, to, ...(leftOut === null ? {} : { leftOut }) };
  } catch (error) {
    progressDone();
    reading.close();
    await sends.done().catch(() => {});
    throw hasCode(error, 'EISDIR') ? cannotRead(file, error as NodeJS.ErrnoException) : error;
  }
}

/** Sends chunks in order, a few of them under way at once. */
class Sends {
  readonly #send: (chunker: Chunker, complete: Complete | null) => Promise<void>;
  readonly #underWay = new Set<Promise<void>>();
  #failed: unknown = null;
  alreadyThere = 0;

  constructor(client: Client, source: string | undefined, file: { name: string; place: string }) {
    this.#send = async (chunker, complete) => {
      const chunk = chunker.take();
      const { known } = await sendChunk(client, source, file, chunk, complete);
      if (known) this.alreadyThere += chunk.rows;
    };
  }

  async send(chunker: Chunker, complete: Complete | null): Promise<void> {
    if (this.#underWay.size >= mostInFlight) await Promise.race(this.#underWay);
    // The last chunk declares the whole file complete, so all others must be there first.
    if (complete !== null) await this.done();
    if (this.#failed !== null) throw this.#failed;
    const sending = this.#send(chunker, complete)
      .catch((error: unknown) => {
        this.#failed ??= error;
      })
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async done(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failed !== null) throw this.#failed;
  }
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException | null)?.code === code;

function unreadable(file: string) {
  return (cause: NodeJS.ErrnoException): never => {
    throw cause instanceof ProductError ? cause : cannotRead(file, cause);
  };
}

function cannotRead(file: string, cause: NodeJS.ErrnoException): ProductError {
  return new ProductError('bad_input', `${file}: cannot be read (${cause.code})`, { file }, cause);
}
