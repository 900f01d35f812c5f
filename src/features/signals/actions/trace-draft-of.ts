import type { Catalog } from '../../catalog/catalog.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import { SeriesLimit } from '../series-limit.ts';
import { sourceNamed } from '../source.ts';
import { TraceDraft } from '../traces/trace-draft.ts';

/** A draft that holds each source to its own series limit. */
export function traceDraftOf(memory: IntakeMemory, catalog: Catalog, batch: BatchBuilder): TraceDraft {
  const limits = new Map<string, SeriesLimit>();
  return new TraceDraft(memory.traces, batch, (name) => {
    const known = limits.get(name);
    const source = known === undefined ? sourceNamed(catalog, name) : undefined;
    if (source === undefined) return known;
    const limit = new SeriesLimit(source, memory.source(name).series);
    limits.set(name, limit);
    return limit;
  });
}
