import type { EpochMs } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';

/** What is settled, and what a row of a day is known by. */
export const settledKeys = { counts: 'series', bins: 'series, bin' } as const;
export type SettledKind = keyof typeof settledKeys;
export const settledKinds = Object.keys(settledKeys) as SettledKind[];

/** `packed_counts_202611`, of days as they are settled now; `settled_…` of those that an earlier version settled. */
export const monthTable = (form: 'packed' | 'settled', kind: SettledKind, month: EpochMs): string =>
  `${form}_${kind}_${new Date(month).toISOString().slice(0, 7).replace('-', '')}`;

/** The tables of a form that there are. */
export async function monthTables(
  connection: Connection,
  form: 'packed' | 'settled',
): Promise<{ kind: SettledKind; month: EpochMs }[]> {
  const names = await connection.rows(`SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '${form}_%'`);
  return names.text(0).flatMap((name) => {
    const match = /^[a-z]+_(counts|bins)_(\d{4})(\d\d)$/.exec(name);
    return match ? [{ kind: match[1] as SettledKind, month: Date.UTC(Number(match[2]), Number(match[3]) - 1) }] : [];
  });
}
