import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendTrail } from '../../src/features/outages/actions/append-trail.ts';
import { RecordsSnapshot, whileNobodyWrites } from '../../src/stores/records/dump.ts';
import { openRecords, type Records, type RecordsPlace } from '../../src/stores/records/open.ts';
import { putBack } from '../../src/stores/records/put-back.ts';
import { describeWith } from '../needs.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { temporaryDirectory } from './processes.ts';

const directory = temporaryDirectory();
let places = 0;
const newFile = async (): Promise<RecordsPlace> => ({ file: join(directory, `records-${++places}.sqlite`) });
afterAll(() => rmSync(directory, { recursive: true }));

describe('copies of records on SQLite', () => copiesWork(newFile));

describeWith('postgres', 'copies of records on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  const newDatabase = async (): Promise<RecordsPlace> => ({ url: await server.database() });
  copiesWork(newDatabase);

  it('move from one engine to the other and back', async () => {
    const [first, second, third] = [await newFile(), await newDatabase(), await newFile()];
    const records = await openRecords(first);
    await fillWithOddities(records);
    await records.close();
    for (const [from, to] of [
      [first, second],
      [second, third],
    ] as const) {
      const folder = newFolder();
      const snapshot = await RecordsSnapshot.pin(from);
      await putBack(to, await snapshot.write(folder), folder);
      await snapshot.end();
    }
    expect(await everything(third)).toEqual(await everything(first));
  });
});

function newFolder(): string {
  const folder = join(directory, `copy-${++places}`);
  mkdirSync(folder);
  return folder;
}

const oddText = '{ "b": 1, "a": 0.10, "text": "zażółć\\u2028 \u2028 \\n \\"x\\" 😀" }';

async function fillWithOddities(records: Records): Promise<void> {
  const { db } = records;
  await db
    .insertInto('catalog_versions')
    .values({ version: 7, applied_at: Number.MAX_SAFE_INTEGER, applied_by: 'anna', digest: 'd' })
    .execute();
  const place = { file: 'a.yaml', line: 1, col: 1, from_version: 7, until_version: null };
  await db
    .insertInto('catalog_documents')
    .values({ ...place, kind: 'Process', name: 'payment', document: oddText })
    .execute();
  const by = { person: 'anna', person_name: 'Anna' };
  await db
    .insertInto('decisions')
    .values({
      ...{ id: 'payment-1', process: 'payment', version: 1, terms: oddText, file_terms: oddText, workshop: null },
      ...{ proposed_at: 1, proposed_by: 'anna', proposed_by_name: 'Anna' },
    })
    .execute();
  await db
    .insertInto('decision_signatures')
    .values({ ...by, decision: 'payment-1', side: 'business', at: 2, instead: null })
    .execute();
  // what others refer to comes after them in the alphabet
  await db
    .insertInto('incidents')
    .values({
      ...{ id: 'inc-1', process: 'payment', state: 'open', onset: 1, ended_at: null, incident: oddText },
      ...{ response: oddText, updated_at: 1, version: 1 },
    })
    .execute();
  await db
    .insertInto('incident_transitions')
    .values({ incident: 'inc-1', number: 1, at: 1, from_state: null, to_state: 'open', reason: oddText, by: null })
    .execute();
  await db
    .transaction()
    .execute((records) =>
      appendTrail(records, [
        { at: 1, kind: 'report', subject: 'r', what: 'frozen', by: null, reason: oddText, content: oddText },
      ]),
    );
  const settings = Array.from({ length: 350 }, (_, index) => ({ name: `name-${index}`, value: oddText }));
  await db.insertInto('settings').values(settings).execute();
}

async function everything(place: RecordsPlace): Promise<unknown> {
  const { db, close } = await openRecords(place);
  const settings = await db.selectFrom('settings').selectAll().orderBy('name').execute();
  const versions = await db.selectFrom('catalog_versions').selectAll().execute();
  const documents = await db.selectFrom('catalog_documents').selectAll().execute();
  const decisions = await db.selectFrom('decisions').selectAll().execute();
  const signatures = await db.selectFrom('decision_signatures').selectAll().execute();
  await close();
  return { settings, versions, documents, decisions, signatures };
}

function copiesWork(newPlace: () => Promise<RecordsPlace>): void {
  let place: RecordsPlace;
  let records: Records;
  beforeEach(async () => {
    place = await newPlace();
    records = await openRecords(place);
    return () => records.close();
  });
  const add = (...names: string[]) =>
    records.db
      .insertInto('settings')
      .values(names.map((name) => ({ name, value: oddText })))
      .execute();

  it('give back every row as it was, in an empty place', async () => {
    await fillWithOddities(records);
    const folder = newFolder();
    const snapshot = await RecordsSnapshot.pin(place);
    const dump = await snapshot.write(folder);
    await snapshot.end();
    expect(dump.tables.find(({ name }) => name === 'settings')).toMatchObject({ rows: 350, file: 'settings.ndjson' });
    const to = await newPlace();
    await putBack(to, dump, folder);
    expect(await everything(to)).toEqual(await everything(place));
  });

  it('hold the state that was fixed, not what was written since', async () => {
    await add('before');
    const snapshot = await RecordsSnapshot.pin(place);
    await add('after');
    const folder = newFolder();
    await snapshot.write(folder);
    await snapshot.end();
    const names = readFileSync(join(folder, 'settings.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name);
    expect(names).toEqual(['before']);
  });

  it('may be fixed while writers wait', async () => {
    await add('before');
    let written = false;
    const { snapshot, writing } = await whileNobodyWrites(records.db, async () => {
      const waiting = add('waiting').then(() => {
        written = true;
      });
      const pinned = await RecordsSnapshot.pin(place);
      expect(written).toBe(false);
      return { snapshot: pinned, writing: waiting };
    });
    await writing;
    const folder = newFolder();
    const dump = await snapshot.write(folder);
    await snapshot.end();
    expect(dump.tables.find(({ name }) => name === 'settings')?.rows).toBe(1);
  });

  it('leave out who is signed in', async () => {
    const folder = newFolder();
    const snapshot = await RecordsSnapshot.pin(place);
    const { tables } = await snapshot.write(folder);
    await snapshot.end();
    const names = tables.map(({ name }) => name);
    expect(names).toContain('people');
    expect(names).not.toContain('sessions');
    expect(existsSync(join(folder, 'links.ndjson'))).toBe(false);
  });

  it('are not put over what is there, and not half', async () => {
    await add('there');
    const folder = newFolder();
    const snapshot = await RecordsSnapshot.pin(place);
    const dump = await snapshot.write(folder);
    await snapshot.end();
    await expect(putBack(place, dump, folder)).rejects.toMatchObject({ code: 'conflict' });
    await expect(putBack(await newPlace(), { ...dump, migration: '9999-future' }, folder)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('newer version'),
    });
    const short = { ...dump, tables: dump.tables.map((table) => ({ ...table, rows: table.rows + 1 })) };
    await expect(putBack(await newPlace(), short, folder)).rejects.toMatchObject({ code: 'bad_input' });
  });
}
