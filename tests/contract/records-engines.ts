import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { describeWith } from '../needs.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { temporaryDirectory } from './processes.ts';

type Place = { file: string } | { url: string };

/**
 * Runs the same tests on empty records of each engine; `records()` is the store of the test that runs. The tables are made once
 * for each engine, and each test has a copy of them as they were then.
 */
export function describeOnRecords(title: string, body: (records: () => Records['db']) => void): void {
  describe(`${title} on SQLite`, () => {
    const directory = temporaryDirectory();
    const empty = join(directory, 'empty.sqlite');
    let files = 0;
    beforeAll(() => makeTables({ file: empty }));
    afterAll(() => rmSync(directory, { recursive: true }));
    body(
      openedEach(async () => {
        const file = join(directory, `records-${++files}.sqlite`);
        copyFileSync(empty, file);
        return { file };
      }),
    );
  });
  describeWith('postgres', `${title} on PostgreSQL`, () => {
    let server: PostgresServer;
    let empty: string;
    beforeAll(async () => {
      server = await startPostgres();
      empty = await server.database();
      await makeTables({ url: empty });
    });
    afterAll(() => server.stop());
    body(openedEach(async () => ({ url: await server.copyOf(empty) })));
  });
}

async function makeTables(place: Place): Promise<void> {
  const records = await openRecords(place);
  await records.close();
}

function openedEach(newPlace: () => Promise<Place>): () => Records['db'] {
  let records: Records;
  beforeEach(async () => {
    records = await openRecords(await newPlace());
  });
  afterEach(() => records.close());
  return () => records.db;
}
