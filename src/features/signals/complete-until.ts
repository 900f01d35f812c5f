import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, componentNamed } from '../catalog/catalog.ts';
import type { IntakeMemory, SourceMemory } from './intake-memory.ts';
import { type MeasureSpec, measuresOf } from './measure.ts';
import { namedOrigins } from './measured.ts';
import { sourceNamed, sourcesOfProcess } from './source.ts';
import { gone } from './source-status.ts';

type End = EpochMs | null;

/** The earliest end; null as soon as one of them never began, and for an empty list. */
function together(ends: readonly End[]): End {
  const known = ends.filter((end) => end !== null);
  return known.length === 0 || known.length < ends.length ? null : Math.min(...known);
}

/** The latest end; null where none has begun. */
function either(ends: readonly End[]): End {
  const known = ends.filter((end) => end !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Up to when all live sources of a process are complete, or an import of it, whichever is later. */
export function processCompleteUntil(c: Catalog, memory: IntakeMemory, process: string): End {
  const ends: { end: End; imported: boolean }[] = sourcesOfProcess(c, process).map((name) => ({
    end: memory.sources.get(name)?.events.completeUntil ?? null,
    imported: sourceNamed(c, name)?.type === 'import',
  }));
  const of = (imported: boolean): End[] => ends.filter((one) => one.imported === imported).map(({ end }) => end);
  return either([together(of(false)), ...of(true)]);
}

/** Up to when every measure of a component is complete; null where it has none or one never began. */
export function componentCompleteUntil(c: Catalog, memory: IntakeMemory, component: string, now: EpochMs): End {
  if (componentNamed(c, component) === undefined) return null;
  const measures = measuresOf(c).filter(({ spec }) => spec.component === component);
  return together(measures.map(({ spec }) => measureCompleteUntil(spec, memory.sources.get(spec.source), now)));
}

function measureCompleteUntil(spec: MeasureSpec, source: SourceMemory | undefined, now: EpochMs): End {
  if (source === undefined) return null;
  const named = namedOrigins(spec);
  const services = named ?? [...source.services].filter(([, one]) => !gone(one, now)).map(([name]) => name);
  const ends = services.map((service) => source.services.get(service)?.completeUntil ?? null);
  return either([together(ends), source.technical.completeUntil]);
}
