import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { describeWith } from '../needs.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { exitOf, firstLine, killHard, start, temporaryDirectory } from './processes.ts';

type Place = { url: string } | { file: string };

interface RecordsEngine {
  newPlace(): Promise<Place>;
  nowhere: Place;
}

describe('records on SQLite', () => {
  const directory = temporaryDirectory();
  let files = 0;
  afterAll(() => rmSync(directory, { recursive: true }));
  holdsTheContract({
    newPlace: async () => ({ file: join(directory, `records-${++files}.sqlite`) }),
    nowhere: { file: join(directory, 'no', 'such', 'folder', 'records.sqlite') },
  });
});

describeWith('postgres', 'records on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  holdsTheContract({
    newPlace: async () => ({ url: await server.database() }),
    nowhere: { url: 'postgres://waga:secret-word@localhost/none?host=%2Fno%2Fsuch%2Ffolder' },
  });
});

function holdsTheContract(engine: RecordsEngine): void {
  let place: Place;
  let records: Records;
  beforeEach(async () => {
    place = await engine.newPlace();
    records = await openRecords(place);
  });
  afterEach(() => records.close());

  const addVersion = (version: number, appliedAt = 0) =>
    records.db
      .insertInto('catalog_versions')
      .values({ version, applied_at: appliedAt, applied_by: 'anna', digest: 'd' })
      .execute();
  const addSettings = (...names: string[]) =>
    records.db
      .insertInto('settings')
      .values(names.map((name) => ({ name, value: '{}' })))
      .execute();

  it('keeps what was written when it is opened again', async () => {
    await addSettings('kept');
    await records.close();
    records = await openRecords(place);
    expect(await records.db.selectFrom('settings').selectAll().execute()).toEqual([{ name: 'kept', value: '{}' }]);
  });

  it('can be opened for the first time by several processes at once', async () => {
    const fresh = await engine.newPlace();
    const processes = ['a', 'b', 'c'].map((name) => start('open-records.ts', JSON.stringify(fresh), name));
    expect(await Promise.all(processes.map(exitOf))).toEqual([0, 0, 0]);
    const reopened = await openRecords(fresh);
    const names = await reopened.db.selectFrom('settings').select('name').orderBy('name').execute();
    await reopened.close();
    expect(names.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('has on disk what it acknowledged to a process that was killed', async () => {
    const child = start('open-records.ts', JSON.stringify(place), 'survivor', 'stay');
    expect(await firstLine(child)).toBe('written');
    await killHard(child);
    expect(await records.db.selectFrom('settings').select('name').execute()).toEqual([{ name: 'survivor' }]);
  });

  it('gives 64-bit integers back as exact numbers, and refuses one that has none', async () => {
    await addVersion(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
    const { version, applied_at } = await records.db
      .selectFrom('catalog_versions')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([version, applied_at]).toEqual([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

    await sql`update catalog_versions set applied_at = 9007199254740993`.execute(records.db);
    await expect(records.db.selectFrom('catalog_versions').selectAll().execute()).rejects.toThrow('beyond 2^53');
  });

  it('counts as numbers', async () => {
    await addSettings('a', 'b');
    const { n } = await records.db
      .selectFrom('settings')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(2);
  });

  it('orders text by code point', async () => {
    const names = ['ä', 'b', '_', 'Z', 'a', 'B', 'zażółć', '😀', 'ｚ'];
    await addSettings(...names);
    const ordered = await records.db.selectFrom('settings').select('name').orderBy('name').execute();
    const codePoints = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(ordered.map(({ name }) => name)).toEqual(codePoints);
  });

  it('puts nulls where the query says', async () => {
    const alarm = { component: 'c', measure: 'm', started_at: 1, updated_at: 1 };
    await records.db
      .insertInto('alarms')
      .values([
        { ...alarm, id: 'ended', ended_at: 5 },
        { ...alarm, id: 'open', ended_at: null },
      ])
      .execute();
    const ids = async (place: 'nullsFirst' | 'nullsLast') => {
      const rows = await records.db
        .selectFrom('alarms')
        .select('id')
        .orderBy('ended_at', (o) => o.asc()[place]())
        .execute();
      return rows.map(({ id }) => id);
    };
    expect(await ids('nullsFirst')).toEqual(['open', 'ended']);
    expect(await ids('nullsLast')).toEqual(['ended', 'open']);
  });

  it('keeps a document as the text it was given as', async () => {
    await addVersion(1);
    const document = '{ "b": 1, "a": 0.10, "text": "zażółć \\u0000 \'x\'" }';
    const row = {
      kind: 'Process',
      name: 'payment',
      from_version: 1,
      until_version: null,
      file: 'a.yaml',
      line: 1,
      col: 1,
    };
    await records.db
      .insertInto('catalog_documents')
      .values({ ...row, document })
      .execute();
    expect(await records.db.selectFrom('catalog_documents').selectAll().execute()).toEqual([{ ...row, document }]);
  });

  it('replaces a row by its key', async () => {
    await addSettings('one');
    await records.db
      .insertInto('settings')
      .values({ name: 'one', value: 'second' })
      .onConflict((c) => c.column('name').doUpdateSet((e) => ({ value: e.ref('excluded.value') })))
      .execute();
    expect(await records.db.selectFrom('settings').selectAll().execute()).toEqual([{ name: 'one', value: 'second' }]);
  });

  it.each([
    ['a text in a column of integers', "insert into catalog_versions values ('x', 1, 'anna', 'd')"],
    ['a missing value', "insert into catalog_versions values (1, null, 'anna', 'd')"],
    ['a key twice', "insert into settings values ('a', '1'), ('a', '2')"],
    [
      'a document of a version that does not exist',
      "insert into catalog_documents values ('Process', 'p', 7, null, '{}', 'f', 1, 1)",
    ],
  ])('refuses %s', async (_, statement) => {
    await expect(sql.raw(statement).execute(records.db)).rejects.toThrow();
  });

  it('takes a transaction back as a whole', async () => {
    const failing = records.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('settings').values({ name: 'a', value: '1' }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await records.db.selectFrom('settings').selectAll().execute()).toEqual([]);
  });

  it('runs concurrent transactions without losing one', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `name-${index}`);
    await Promise.all(
      names.map((name) =>
        records.db.transaction().execute(async (transaction) => {
          await transaction.selectFrom('settings').selectAll().execute();
          await transaction.insertInto('settings').values({ name, value: '1' }).execute();
        }),
      ),
    );
    expect(await records.db.selectFrom('settings').selectAll().execute()).toHaveLength(20);
  });

  it('refuses records that a newer version wrote, and says so', async () => {
    await sql`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`.execute(records.db);
    await expect(openRecords(place)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('newer version'),
    });
  });

  it('says that it cannot be reached, without repeating the address', async () => {
    const failure = openRecords(engine.nowhere);
    await expect(failure).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(failure).rejects.not.toThrow('secret-word');
  });
}

describe('a place for the records', () => {
  it('must be named', async () => {
    await expect(openRecords({})).rejects.toMatchObject({ code: 'bad_config' });
    await expect(openRecords({ url: 'mysql://x' })).rejects.toMatchObject({ code: 'bad_config' });
  });
});
