/** A process of its own: opens the records at the place given as JSON, writes one setting and says so. */
import { openRecords } from '../../src/stores/records/open.ts';

const records = await openRecords(JSON.parse(process.argv[2]!));
await records.db.insertInto('settings').values({ name: process.argv[3]!, value: 'written' }).execute();
process.stdout.write('written\n');
if (process.argv[4] === 'stay') setInterval(() => undefined, 1_000);
else await records.close();
