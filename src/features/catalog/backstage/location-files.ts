import { type CatalogFile, readFiles } from '../read-files.ts';
import { backstageKinds } from './kinds.ts';
import { targetsOf } from './targets.ts';

/** The files that the Locations of a file name, relative to where that file lies; addresses and the like left out. */
export function filesOfLocations(file: CatalogFile): string[] {
  if (!file.text.includes('backstage.io') || !file.text.includes('Location')) return [];
  return readFiles([file], backstageKinds)
    .documents.filter(({ kind }) => kind === 'backstage.io/Location')
    .flatMap((location) => targetsOf(location).flatMap((target) => target.file ?? []));
}
