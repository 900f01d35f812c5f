import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { describeWith } from '../needs.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { temporaryDirectory } from './processes.ts';

/** Runs the same tests on empty records of each engine; `records()` is the store of the test that runs. */
export function describeOnRecords(title: string, body: (records: () => Records['db']) => void): void {
  describe(`${title} on SQLite`, () => {
    const directory = temporaryDirectory();
    let files = 0;
    afterAll(() => rmSync(directory, { recursive: true }));
    body(openedEach(async () => ({ file: join(directory, `records-${++files}.sqlite`) })));
  });
  describeWith('postgres', `${title} on PostgreSQL`, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    body(openedEach(async () => ({ url: await server.database() })));
  });
}

function openedEach(newPlace: () => Promise<{ file: string } | { url: string }>): () => Records['db'] {
  let records: Records;
  beforeEach(async () => {
    records = await openRecords(await newPlace());
  });
  afterEach(() => records.close());
  return () => records.db;
}
