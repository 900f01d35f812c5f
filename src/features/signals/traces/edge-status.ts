import type { SourceStatus } from '../contract.ts';
import type { TraceMemory } from './trace-memory.ts';

/** What became of the spans of a source; undefined where it never sent any that could be a side of an edge. */
export function edgeStatus(memory: TraceMemory, source: string): SourceStatus['edges'] {
  const counts = memory.counts.get(source);
  const waiting = memory.waitingOf(source);
  return counts === undefined && waiting === 0 ? undefined : { ...memory.countsOf(source), waiting };
}
