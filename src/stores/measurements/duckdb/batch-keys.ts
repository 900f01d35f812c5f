import { hash } from 'node:crypto';
import { bucketStart, day, type EpochMs } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import { type PeriodTables, tableName } from './tables.ts';

/** 48 bits of a batch's key: enough to see quickly that a key is new; a match is looked up in full. */
export function keyHash(source: string, key: string): number {
  return Number.parseInt(hash('sha256', JSON.stringify([source, key])).slice(0, 12), 16);
}

/** The keys of the batches that are kept, by day, as hashes (about 40 bytes a batch). */
export class BatchKeys {
  readonly #days = new Map<EpochMs, Set<number>>();

  static async load(connection: Connection, tables: PeriodTables): Promise<BatchKeys> {
    const keys = new BatchKeys();
    for (const start of tables.starts('batches')) {
      const rows = await connection.rows(`SELECT hash FROM ${tableName('batches', start)}`);
      keys.#days.set(start, new Set(rows.int64(0)));
    }
    return keys;
  }

  add(keyHash: number, at: EpochMs): void {
    const start = bucketStart(at, day);
    const hashes = this.#days.get(start);
    if (hashes) hashes.add(keyHash);
    else this.#days.set(start, new Set([keyHash]));
  }

  forget(start: EpochMs): void {
    this.#days.delete(start);
  }

  /** The answer that the batch got, or null when its key is not known. */
  async answerOf(connection: Connection, source: string, key: string): Promise<string | null> {
    const wanted = keyHash(source, key);
    for (const [start, hashes] of this.#days) {
      if (!hashes.has(wanted)) continue;
      const rows = await connection.rows(
        `SELECT answer FROM ${tableName('batches', start)} WHERE hash = ${wanted} AND source = $source AND key = $key LIMIT 1`,
        { source, key },
      );
      if (rows.count > 0) return rows.text(0)[0]!;
    }
    return null;
  }
}
