import { type Catalog, componentsOf, processesOf } from '../catalog/catalog.ts';
import type { Subject } from '../outages/outage.ts';
import { measuresOf } from '../signals/measure.ts';

/** Of what hours are kept: every process, and every component that has a measure. In catalogue order. */
export function hourSubjects(catalog: Catalog): Subject[] {
  const measured = new Set(measuresOf(catalog).map(({ spec }) => spec.component));
  return [
    ...processesOf(catalog).map(({ metadata }): Subject => ({ kind: 'process', name: metadata.name })),
    ...componentsOf(catalog)
      .filter(({ metadata }) => measured.has(metadata.name))
      .map(({ metadata }): Subject => ({ kind: 'component', name: metadata.name })),
  ];
}
