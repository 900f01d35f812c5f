import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { Command, Option } from 'commander';
import { parse } from 'csv-parse';
import { ProductError } from '../errors.ts';
import { minute, toRfc3339 } from '../maths/instants.ts';
import { type Client, createClient, type ServerChoice, withServerOptions } from './client.ts';
import { Chunker } from './import-chunk.ts';
import { columnsOf } from './import-columns.ts';
import { rowReader } from './import-row.ts';
import { type Complete, sendChunk } from './import-send.ts';
import { counted, printResult, progress, progressDone } from './output.ts';

interface Options extends ServerChoice {
  source?: string;
  missing: 'unknown' | 'zero';
  complete?: boolean;
  json?: boolean;
}

interface FileSummary {
  file: string;
  rows: number;
  /** Rows that the server had from an earlier run. */
  alreadyThere: number;
  from: string | null;
  to: string | null;
}

const chunkRows = 20_000;
/** While the server stores some chunks, the next ones are read. */
const mostInFlight = 3;

/** `waga import csv FILE…`: loads history. */
export function importCommand(): Command {
  const csv = new Command('csv')
    .description(
      'load counts per minute from CSV files: business (time,process,step,count) or technical (time,metric,count)',
    )
    .argument('<file...>', 'CSV files with a header')
    .option('--source <name>', 'source of the catalogue that the history belongs to (default: default)')
    .addOption(
      new Option('--missing <what>', 'what minutes without rows are, between the first and the last of a file')
        .choices(['unknown', 'zero'])
        .default('unknown'),
    )
    .option('--complete', 'the file holds everything from its first to its last minute: the same as --missing zero')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga import csv history.csv --source shop-events --missing zero')
    .action(async (files: string[], options: Options) => {
      const client = createClient(options);
      const began = performance.now();
      const summaries: FileSummary[] = [];
      for (const file of files) summaries.push(await importFile(client, file, options));
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const rows = summaries.reduce((sum, one) => sum + one.rows, 0);
      printResult(options.json, { rows, seconds, files: summaries }, () => humanText(summaries, seconds));
    });
  return new Command('import')
    .description('load history')
    .addHelpText('after', '\nExample:\n  waga import csv history.csv --source shop-events --missing zero')
    .addCommand(withServerOptions(csv));
}

function humanText(summaries: readonly FileSummary[], seconds: number): string {
  const lines = summaries.map(({ file, rows, alreadyThere, from, to }) => {
    const known = alreadyThere === 0 ? '' : `, ${alreadyThere} of them were there already`;
    return `${file}: ${counted(rows, 'row')}${from === null ? '' : `, ${from} to ${to}`}${known}`;
  });
  return `${lines.join('\n')}\nDone in ${seconds} s.`;
}

async function importFile(client: Client, file: string, options: Options): Promise<FileSummary> {
  const size = (await stat(file).catch(unreadable(file))).size;
  const zero = options.complete === true || options.missing === 'zero';
  const chunker = new Chunker(JSON.stringify([options.source ?? null, zero]));
  const sends = new Sends(client, options.source, file);
  const bytes = createReadStream(file);
  const records = pipeline(bytes, parse({ bom: true, relax_column_count: true, skip_empty_lines: true }), () => {});
  let read: ReturnType<typeof rowReader> | null = null;
  let row = 0;
  let [first, last] = [Infinity, -Infinity];
  try {
    for await (const fields of records as AsyncIterable<string[]>) {
      row += 1;
      if (read === null) {
        read = rowReader(columnsOf(fields, file), file);
        continue;
      }
      const one = read(fields, row);
      if (chunker.rows === chunkRows) {
        await sends.send(chunker, null);
        progress(`${file}  ${Math.floor((100 * bytes.bytesRead) / size)}%  ${row} rows`);
      }
      chunker.add(one, row);
      if (one.at < first) first = one.at;
      if (one.at > last) last = one.at;
    }
    if (read === null) columnsOf([], file);
    const span = { since: toRfc3339(first), until: toRfc3339(last + minute) };
    if (chunker.rows > 0) await sends.send(chunker, zero ? span : null);
    await sends.done();
    progressDone();
    const [from, to] = row > 1 ? [toRfc3339(first), toRfc3339(last)] : [null, null];
    return { file, rows: Math.max(0, row - 1), alreadyThere: sends.alreadyThere, from, to };
  } catch (error) {
    progressDone();
    bytes.destroy();
    await sends.done().catch(() => {});
    throw readable(error, file, row);
  }
}

/** Sends chunks in order, a few of them under way at once. */
class Sends {
  readonly #send: (chunker: Chunker, complete: Complete | null) => Promise<void>;
  readonly #underWay = new Set<Promise<void>>();
  #failed: unknown = null;
  alreadyThere = 0;

  constructor(client: Client, source: string | undefined, file: string) {
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

function unreadable(file: string) {
  return (cause: NodeJS.ErrnoException): never => {
    throw new ProductError('bad_input', `${file}: cannot be read (${cause.code})`, { file }, cause);
  };
}

/** Errors of the CSV parser and of the disk as those of the file. */
function readable(error: unknown, file: string, row: number): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('CSV_')) return code === 'EISDIR' ? unreadableNow(file, error) : error;
  return new ProductError('bad_input', `${file}: row ${row + 1}: ${error.message}`, { file, row: row + 1 }, error);
}

function unreadableNow(file: string, cause: Error): ProductError {
  return new ProductError('bad_input', `${file}: cannot be read (EISDIR)`, { file }, cause);
}
