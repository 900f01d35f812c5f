import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, processNamed } from '../catalog/catalog.ts';
import type { TriedImpact } from '../impact/tried-thresholds.ts';
import { factOf } from './facts-of.ts';
import type { TriedFact } from './step-tried.ts';

/** What is decided from of the processes that try out thresholds. */
export function triedFacts(catalog: Catalog, tried: readonly TriedImpact[], now: EpochMs): TriedFact[] {
  return tried.flatMap(({ channel, impact, drops }) => {
    const process = processNamed(catalog, impact.process);
    if (process === undefined) return [];
    return [{ fact: factOf(catalog, process, impact, drops, null, now), channel, impact }];
  });
}
