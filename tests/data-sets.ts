/**
 * Public data sets that tests read where they stand (see docs/datasets.md). Nothing of them is part of this repository;
 * a test that needs one uses `describeWith('data:NAME', …)` of needs.ts and is skipped by name without it.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** The folder of all data sets: `WAGA_DATASETS`, by default a folder beside this repository. */
export function dataSetsFolder(): string {
  return resolve(repository, process.env.WAGA_DATASETS ?? '../shared/data');
}

/** Absolute path of a file in a data set, for example `dataSet('nab', 'data/realKnownCause/nyc_taxi.csv')`. */
export function dataSet(name: string, ...path: string[]): string {
  return join(dataSetsFolder(), name, ...path);
}

/** Why the data set cannot be read, or undefined when it is there. */
export function noDataSet(name: string): string | undefined {
  return existsSync(dataSet(name)) ? undefined : `no data set "${name}"; set WAGA_DATASETS`;
}
