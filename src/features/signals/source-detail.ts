import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, displayName, processesOf } from '../catalog/catalog.ts';
import { cardinalityOf } from './cardinality.ts';
import type { IntakeMemory } from './intake-memory.ts';
import { measuresOf } from './measure.ts';
import { pullStatus } from './pull/pull-log.ts';
import { type Source, sourcesOf, sourcesOfProcess } from './source.ts';
import type { SourceDetail } from './source-contract.ts';
import { statusOf } from './source-status.ts';
import { edgeStatus } from './traces/edge-status.ts';

/** Everything that is known of one source. */
export function sourceDetail(catalog: Catalog, source: Source, memory: IntakeMemory, now: EpochMs): SourceDetail {
  const { name, complete, silentAfterMs } = source;
  const known = memory.sources.get(name);
  const document = sourcesOf(catalog).find(({ metadata }) => metadata.name === name);
  const measures = measuresOf(catalog).filter(({ spec }) => spec.source === name);
  const components = [...measures.map(({ spec }) => spec.component), ...(document?.spec.components ?? [])];
  return {
    ...statusOf(source, known, now),
    edges: edgeStatus(memory.traces, name),
    pull: pullStatus(memory.pulls, source),
    asOf: toRfc3339(now),
    declared: document !== undefined,
    displayName: document === undefined ? name : displayName(document),
    description: document?.metadata.description ?? null,
    complete,
    silentAfterMs,
    listeningSince: toRfc3339(memory.listeningSince),
    processes: processesOf(catalog)
      .map(({ metadata }) => metadata.name)
      .filter((process) => sourcesOfProcess(catalog, process).includes(name)),
    components: [...new Set(components)],
    measures: measures.map(({ metadata }) => metadata.name),
    entrances: memory.tally
      .all()
      .filter((tally) => tally.source === name)
      .map(({ entrance, accepted, duplicate, refused }) => ({
        entrance,
        accepted,
        duplicate,
        refused: [...refused]
          .map(([code, { count, lastAt }]) => ({ code, count, lastAt: toRfc3339(lastAt) }))
          .sort((a, b) => b.count - a.count),
      })),
    cardinality: cardinalityOf(known?.series ?? []),
  };
}
