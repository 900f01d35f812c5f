import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { ProductError } from '../../errors.ts';
import type { DumpedTable } from './dump.ts';
import { knowsMigration } from './migrate.ts';
import { openRecords, type RecordsPlace, tablesIn } from './open.ts';
import type { Tables } from './tables.ts';

/** What is known of a dump: its migration, and each table's file and rows. */
export interface Dumped {
  migration: string;
  tables: readonly Pick<DumpedTable, 'name' | 'file' | 'rows'>[];
}

/** Tables that others refer to. */
const parentsFirst = ['catalog_versions', 'people', 'decisions', 'workshops', 'outbox', 'incidents'];
const insertRows = 100;

/**
 * Puts dumped tables into an empty place, in one transaction, and brings them to the present version. Throws ProductError
 * `conflict` when the place is not empty, `bad_input` for a dump of a newer version or one that is not whole.
 */
export async function putBack(place: RecordsPlace, dump: Dumped, folder: string): Promise<void> {
  if (!knowsMigration(dump.migration)) {
    const message = 'The backup was made by a newer version of Waga; restore it with that version or a later one.';
    throw new ProductError('bad_input', message, { migration: dump.migration });
  }
  await refuseUsed(place);
  const then = await openRecords(place, dump.migration);
  try {
    await then.db.transaction().execute(async (transaction) => {
      for (const table of inOrder(dump)) await fill(transaction, table, folder);
    });
  } finally {
    await then.close();
  }
  await (await openRecords(place)).close();
}

const inOrder = ({ tables }: Dumped): Dumped['tables'] => {
  const rank = (name: string): number =>
    parentsFirst.includes(name) ? parentsFirst.indexOf(name) : parentsFirst.length;
  return [...tables].sort((a, b) => rank(a.name) - rank(b.name));
};

/** A place in which anything ever was is refused: what a migration of an older version would make of it nobody knows. */
async function refuseUsed(place: RecordsPlace): Promise<void> {
  const tables = await tablesIn(place);
  if (tables.length === 0) return;
  throw new ProductError('conflict', 'The records store is not empty; a backup is put back into an empty one.', {
    table: tables[0],
  });
}

async function fill(db: Kysely<Tables>, { name, file, rows }: Dumped['tables'][number], folder: string): Promise<void> {
  let waiting: Record<string, unknown>[] = [];
  let inserted = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await db
      .insertInto(name as 'settings')
      .values(waiting as never)
      .execute();
    inserted += waiting.length;
    waiting = [];
  };
  for await (const line of linesOf(join(folder, file))) {
    waiting.push(JSON.parse(line) as Record<string, unknown>);
    if (waiting.length >= insertRows) await flush();
  }
  await flush();
  if (inserted !== rows) throw new ProductError('bad_input', `The backup is not whole: ${file} has ${inserted} rows.`);
}

/** The lines of a file. Only a line feed ends one: JSON leaves other separators of lines inside its texts as they are. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
