import type { EpochMs } from '../../../maths/instants.ts';
import { addInterval, type Intervals } from '../intervals.ts';
import { HourBlocks } from '../minute-code/hour-blocks.ts';
import type { RunningTotals } from '../totals/running-totals.ts';
import { BatchKeys } from './batch-keys.ts';
import type { Connection } from './engine.ts';
import { loadTotals } from './load-totals.ts';
import { type HourMemory, loadHourMemory } from './month-tables.ts';
import { Passings } from './passings.ts';
import { SeriesRegistry } from './series-registry.ts';
import { SettledTables } from './settled-tables.ts';
import { lastingTables, PeriodTables } from './tables.ts';

/** What the store keeps in memory beside the file; it follows the file and is changed only after a commit. */
export interface Memory {
  tables: PeriodTables;
  series: SeriesRegistry;
  keys: BatchKeys;
  passings: Passings;
  states: Map<string, string>;
  /** Number of the last row of the log of states, and rows in it. */
  stateSeq: number;
  stateRows: number;
  alive: Map<string, Intervals>;
  aliveRows: number;
  hours: HourMemory;
  settled: SettledTables;
  /** Days that cannot be packed: a row lies between two minutes, or a sum goes beyond 2^53. */
  unsettleable: Set<EpochMs>;
  totals: RunningTotals;
  hourBlocks: HourBlocks;
}

/** Creates the lasting tables where they are missing and reads them. */
export async function loadMemory(connection: Connection): Promise<Memory> {
  for (const table of lastingTables) await connection.run(`CREATE TABLE IF NOT EXISTS ${table}`);
  const tables = await PeriodTables.load(connection);

  const stateLog = await connection.rows('SELECT seq, key, value FROM states ORDER BY seq');
  const [seqs, stateKeys, values] = [stateLog.int64(0), stateLog.text(1), stateLog.text(2)];
  const aliveLog = await connection.rows('SELECT source, from_ms, to_ms FROM alive ORDER BY source, from_ms');
  const [sources, froms, tos] = [aliveLog.text(0), aliveLog.int64(1), aliveLog.int64(2)];

  const alive = new Map<string, Intervals>();
  sources.forEach((source, row) => {
    addAlive(alive, source, froms[row]!, tos[row]!);
  });
  return {
    tables,
    series: await SeriesRegistry.load(connection),
    keys: await BatchKeys.load(connection, tables),
    passings: await Passings.load(connection),
    states: new Map(stateKeys.map((key, row) => [key, values[row]!])),
    stateSeq: seqs.at(-1) ?? 0,
    stateRows: stateLog.count,
    alive,
    aliveRows: aliveLog.count,
    hours: await loadHourMemory(connection),
    settled: await SettledTables.load(connection),
    unsettleable: new Set(),
    totals: await loadTotals(connection, tables),
    hourBlocks: new HourBlocks(),
  };
}

export function addAlive(alive: Map<string, Intervals>, source: string, from: number, to: number): void {
  let intervals = alive.get(source);
  if (!intervals) {
    intervals = [];
    alive.set(source, intervals);
  }
  addInterval(intervals, { from, to });
}
