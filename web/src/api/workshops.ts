import { queryOptions } from '@tanstack/react-query';
import { ProcessCriticalityPage } from '../../../src/features/criticality/page-contract.ts';
import {
  type CloseWorkshop,
  type NewWorkshop,
  type SettledLevel,
  Workshop,
  type WorkshopAnswer,
  type WorkshopComparison,
  WorkshopsAnswer,
} from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

export const workshops = queryOptions({
  queryKey: ['live', 'workshops'],
  queryFn: ({ signal }) => readJson('/api/v1/workshops', WorkshopsAnswer, signal),
});

const path = (id: string): string => `/api/v1/workshops/${encodeURIComponent(id)}`;

export function workshopNamed(id: string) {
  return queryOptions({
    queryKey: ['live', 'workshop', id],
    queryFn: ({ signal }) => readJson(path(id), Workshop, signal),
  });
}

/** What an hour of the process is worth; asked once while its question is shown. */
export function processWorth(process: string) {
  return queryOptions({
    queryKey: ['process-worth', process],
    queryFn: async ({ signal }) => {
      const at = `/api/v1/processes/${encodeURIComponent(process)}/criticality`;
      const page = await readJson(at, ProcessCriticalityPage, signal);
      return page.process.valuePerHour;
    },
    staleTime: 600_000,
    retry: false,
  });
}

export const startWorkshop = (body: NewWorkshop): Promise<Workshop> =>
  writeJson({ method: 'POST', path: '/api/v1/workshops', body, answer: Workshop });

/** One step of a workshop as last seen; `precondition_failed` where somebody else went on meanwhile. */
const step = (workshop: Workshop, what: string, body: unknown): Promise<Workshop> =>
  writeJson({
    method: 'POST',
    path: `${path(workshop.id)}/${what}`,
    body,
    ifVersion: workshop.version,
    answer: Workshop,
  });

export const giveAnswer = (workshop: Workshop, body: WorkshopAnswer): Promise<Workshop> =>
  step(workshop, 'answers', body);
export const compare = (workshop: Workshop, body: WorkshopComparison): Promise<Workshop> =>
  step(workshop, 'comparisons', body);
export const settle = (workshop: Workshop, body: SettledLevel): Promise<Workshop> => step(workshop, 'levels', body);
export const undo = (workshop: Workshop): Promise<Workshop> => step(workshop, 'undo', undefined);
export const closeWorkshop = (workshop: Workshop, body: CloseWorkshop): Promise<Workshop> =>
  step(workshop, 'close', body);
