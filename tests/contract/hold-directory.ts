/** A process of its own that owns a data directory with the store in it, and says so. Word: directory. */
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { holdDirectory } from '../../src/stores/owner-lock.ts';

const directory = process.argv[2]!;
const hold = holdDirectory(directory, { who: 'waga serve', now: Date.UTC(2026, 10, 20, 10) });
await openMeasurements({ directory });
hold.announce('http://127.0.0.1:9242');
process.stdout.write('held\n');
setInterval(() => undefined, 1_000);
