import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  IncidentPage,
  IncidentsAnswer,
  type NewAct,
  type NewMute,
  type NewStep,
} from '../../../src/features/unavailability/incident-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const mostOpen = 200;
const pageRows = 50;
const path = (id: string): string => `/api/v1/incidents/${encodeURIComponent(id)}`;

export function incidentNamed(id: string) {
  return queryOptions({
    queryKey: ['live', 'incident', id],
    queryFn: ({ signal }) => readJson(path(id), IncidentPage, signal),
  });
}

/** Those that are not closed, of one process or of all: newest first. */
export function openIncidents(process?: string) {
  return queryOptions({
    queryKey: ['live', 'incidents', 'open', process ?? null],
    queryFn: ({ signal }) =>
      readJson(query('/api/v1/incidents', { only: 'open', process, limit: mostOpen }), IncidentsAnswer, signal),
    placeholderData: keepPreviousData,
  });
}

/** All of them, a page at a time, newest first. */
export function pastIncidents(process?: string) {
  return infiniteQueryOptions({
    queryKey: ['live', 'incidents', 'all', process ?? null],
    queryFn: ({ pageParam, signal }) =>
      readJson(
        query('/api/v1/incidents', { process, limit: pageRows, cursor: pageParam ?? undefined }),
        IncidentsAnswer,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

const write = (id: string, what: string, body?: unknown): Promise<IncidentPage> =>
  writeJson({ method: 'POST', path: `${path(id)}/${what}`, body, answer: IncidentPage });

export const acknowledge = (id: string): Promise<IncidentPage> => write(id, 'acknowledgement');
export const takeAct = (id: string, body: NewAct): Promise<IncidentPage> => write(id, 'acts', body);
export const takeStep = (id: string, body: NewStep): Promise<IncidentPage> => write(id, 'steps', body);
export const mute = (id: string, body: NewMute): Promise<IncidentPage> => write(id, 'mute', body);
