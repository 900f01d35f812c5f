import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { NewAcceptance } from '../../../src/features/criticality/findings/finding-contract.ts';
import { MapAnswer } from '../../../src/features/criticality/map/map-contract.ts';
import {
  ComponentCriticalityPage,
  CriticalityPage,
  ProcessCriticalityPage,
} from '../../../src/features/criticality/page-contract.ts';
import { WhatIfAnswer, type WhatIfChange } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';
import { at as instant, query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/** Worked out anew with a new catalogue and by the hour, so it is not asked for with every tick; soon while it is worked on. */
const slow = { staleTime: 30_000, refetchInterval: 60_000 } as const;
const whileWorkingMs = 3_000;

export const criticalityNow = queryOptions({
  queryKey: ['criticality'],
  queryFn: ({ signal }) => readJson('/api/v1/criticality', CriticalityPage, signal),
  staleTime: slow.staleTime,
  refetchInterval: ({ state }) => (state.data?.state === 'working' ? whileWorkingMs : slow.refetchInterval),
});

export function componentCriticality(name: string) {
  const path = `/api/v1/components/${encodeURIComponent(name)}/criticality`;
  return queryOptions({
    queryKey: ['criticality', 'component', name],
    queryFn: ({ signal }) => readJson(path, ComponentCriticalityPage, signal),
    ...slow,
  });
}

export function processCriticality(name: string) {
  const path = `/api/v1/processes/${encodeURIComponent(name)}/criticality`;
  return queryOptions({
    queryKey: ['criticality', 'process', name],
    queryFn: ({ signal }) => readJson(path, ProcessCriticalityPage, signal),
    ...slow,
  });
}

/** The map of a minute, or of now. States change by the minute; the past does not. */
export function mapAt(at: EpochMs | null) {
  const path = query('/api/v1/map', { at: at === null ? undefined : instant(at) });
  return queryOptions({
    queryKey: ['map', at],
    queryFn: ({ signal }) => readJson(path, MapAnswer, signal),
    placeholderData: keepPreviousData,
    staleTime: at === null ? 15_000 : 300_000,
    refetchInterval: at === null ? 30_000 : (false as const),
  });
}

/** What if all of this held at once; nothing is asked where nothing is changed. */
export function whatIf(changes: readonly WhatIfChange[]) {
  return queryOptions({
    queryKey: ['criticality', 'what-if', changes],
    queryFn: () =>
      writeJson({ method: 'POST', path: '/api/v1/criticality/what-if', body: { changes }, answer: WhatIfAnswer }),
    enabled: changes.length > 0,
    placeholderData: keepPreviousData,
    staleTime: slow.staleTime,
  });
}

const acceptancePath = (id: string): string => `/api/v1/findings/${encodeURIComponent(id)}/acceptance`;

export const acceptFinding = (id: string, body: NewAcceptance): Promise<unknown> =>
  writeJson({ method: 'PUT', path: acceptancePath(id), body, answer: z.unknown() });

export const takeBackAcceptance = (id: string): Promise<unknown> =>
  writeJson({ method: 'DELETE', path: acceptancePath(id), answer: z.unknown() });
