import { type Catalog, type Document, documentsOf, processNamed } from '../catalog/catalog.ts';
import type { RotationSpec } from './rotation.ts';

export const rotationsOf = (c: Catalog): Document<RotationSpec>[] => documentsOf(c.documents, 'Rotation');

/** Of what kind the thing is that a rotation answers for. */
export type Covered = { process: string } | { component: string };

/**
 * The rotation that answers for something: the first in catalogue order that names it itself, else the first that names the
 * product of the process. A component that none names falls to nobody: it is reached through the processes on it.
 */
export function rotationFor(catalog: Catalog, covered: Covered): Document<RotationSpec> | undefined {
  const rotations = rotationsOf(catalog);
  if ('component' in covered) {
    return rotations.find(({ spec }) => spec.covers.components.includes(covered.component));
  }
  const product = processNamed(catalog, covered.process)?.spec.product;
  return (
    rotations.find(({ spec }) => spec.covers.processes.includes(covered.process)) ??
    rotations.find(({ spec }) => product !== undefined && spec.covers.products.includes(product))
  );
}

/** Processes that no rotation answers for, in catalogue order: nobody is called when they stop. */
export function uncovered(catalog: Catalog, processes: readonly string[]): string[] {
  return processes.filter((process) => rotationFor(catalog, { process }) === undefined);
}
