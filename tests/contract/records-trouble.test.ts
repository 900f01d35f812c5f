import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openRecords } from '../../src/stores/records/open.ts';
import { describeWith } from '../needs.ts';
import { startPostgres } from './postgres-server.ts';

describeWith('postgres', 'records on a PostgreSQL in trouble', () => {
  it('say that the store failed when the server goes, and nothing of its address', async () => {
    const server = await startPostgres();
    const records = await openRecords({ url: await server.database() });
    await server.stop();
    const write = () => records.db.insertInto('settings').values({ name: 'a', value: '1' }).execute();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(write()).rejects.toMatchObject({
        code: 'store_unavailable',
        message: expect.stringMatching(/^The records store failed \([A-Za-z0-9 ]+\)\.$/),
      });
    }
    await expect(records.db.transaction().execute(async () => undefined)).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    await records.close();
  });

  it('say so when it takes no writes, and leave an error of a statement as it is', async () => {
    const server = await startPostgres();
    const records = await openRecords({ url: await server.database() });
    const writing = records.db.transaction().execute(async (transaction) => {
      await sql`set transaction read only`.execute(transaction);
      await transaction.insertInto('settings').values({ name: 'a', value: '1' }).execute();
    });
    await expect(writing).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(sql`select no_such_column from settings`.execute(records.db)).rejects.toMatchObject({ code: '42703' });
    await records.close();
    await server.stop();
  });
});
