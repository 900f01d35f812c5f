import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { CheapestAnswer } from '../../../src/features/criticality/cheapest/cheapest-contract.ts';
import { MaintenanceAnswer } from '../../../src/features/outages/maintenance/maintenance-contract.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';

/** Windows of five weeks back and ahead. */
export const maintenanceNow = queryOptions({
  queryKey: ['live', 'maintenance'],
  queryFn: ({ signal }) => readJson('/api/v1/maintenance', MaintenanceAnswer, signal),
});

/** When a window of so many minutes costs least within the next two weeks. */
export function cheapestOf({ kind, name }: SubjectShown, minutes: number) {
  return queryOptions({
    queryKey: ['maintenance', 'cheapest', kind, name, minutes],
    queryFn: ({ signal }) =>
      readJson(query('/api/v1/maintenance/cheapest', { kind, name, minutes }), CheapestAnswer, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
