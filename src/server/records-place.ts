import { join } from 'node:path';
import type { RecordsPlace } from '../stores/records/open.ts';
import type { Config } from './config.ts';

/** Where the records of a configuration lie: the PostgreSQL it names, else a file in the data folder. */
export function recordsPlace(config: Pick<Config, 'data' | 'records'>): RecordsPlace {
  const { url } = config.records;
  return url === undefined ? { file: join(config.data, 'records.db') } : { url: url.reveal() };
}
