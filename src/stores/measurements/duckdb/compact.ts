import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { rewriteAlive } from './retain.ts';

/** A log is rewritten when it has more than this many rows and most of them are superseded. */
const worthwhileRows = 50_000;
const supersededFactor = 4;

/** Rewrites the logs of states and of alive intervals when they have grown well beyond what they say. */
export async function compact(connection: Connection, memory: Memory): Promise<void> {
  if (isLong(memory.stateRows, memory.states.size)) {
    await connection.run(
      'CREATE OR REPLACE TABLE states AS SELECT * FROM states QUALIFY row_number() OVER (PARTITION BY key ORDER BY seq DESC) = 1',
    );
    memory.stateRows = memory.states.size;
  }
  const merged = [...memory.alive.values()].reduce((sum, intervals) => sum + intervals.length, 0);
  if (isLong(memory.aliveRows, merged)) {
    await rewriteAlive(connection, memory.alive);
    memory.aliveRows = merged;
  }
}

function isLong(rows: number, live: number): boolean {
  return rows > worthwhileRows && rows > supersededFactor * live;
}
