import type { Batch } from '../../../stores/measurements/measurements.ts';
import { digest } from '../pseudonym.ts';
import type { TraceMemory } from './trace-memory.ts';
import { type EdgeCounts, noEdges } from './waiting-span.ts';

/**
 * What is kept of traces, in the commit it belongs to: `edges/SOURCE`, the counts and how many spans wait, and
 * `carry/DIGEST`, the fraction of a request that a series carries.
 */
export function traceStates(
  waiting: ReadonlyMap<string, number>,
  countsOf: (source: string) => EdgeCounts,
  carries: ReadonlyMap<string, bigint>,
): Batch['states'] {
  const edges = [...waiting].map(([source, waits]) => ({
    key: `edges/${source}`,
    value: JSON.stringify({ ...countsOf(source), waiting: waits }),
  }));
  const fractions = [...carries].map(([identity, carry]) => ({
    key: `carry/${digest(identity)}`,
    value: `${carry} ${identity}`,
  }));
  return [...edges, ...fractions];
}

/** Puts a state back; what waited then is lost now. False for a state of another kind. */
export function restoreTraceState(kind: string, id: string, value: string, memory: TraceMemory): boolean {
  if (kind === 'edges') {
    const { waiting = 0, ...kept } = JSON.parse(value) as Partial<EdgeCounts> & { waiting?: number };
    const counts = { ...noEdges, ...kept };
    memory.counts.set(id, { ...counts, lost: counts.lost + waiting });
    return true;
  }
  if (kind !== 'carry') return false;
  const end = value.indexOf(' ');
  memory.carries.set(value.slice(end + 1), BigInt(value.slice(0, end)));
  return true;
}
