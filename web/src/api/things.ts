import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ComponentDependencies, ComponentPage } from '../../../src/features/balance/component-page-contract.ts';
import { ProcessFunnel, ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import { ProcessThresholds } from '../../../src/features/impact/threshold-contract.ts';
import { IndicatorCurve } from '../../../src/features/objectives/contract.ts';
import { ChangesAnswer } from '../../../src/features/signals/change-contract.ts';
import { SourcesAnswer } from '../../../src/features/signals/contract.ts';
import { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import type { Interval } from '../../../src/maths/instants.ts';
import { at, query } from './balance.ts';
import { readJson } from './read-json.ts';

/** What belongs to a period is asked again when its minute passes; until then it holds. */
const period = { placeholderData: keepPreviousData, staleTime: 30_000 } as const;
const named = (what: string, name: string): string => `/api/v1/${what}/${encodeURIComponent(name)}`;

export function processPage(name: string) {
  return queryOptions({
    queryKey: ['live', 'process', name],
    queryFn: ({ signal }) => readJson(named('processes', name), ProcessPage, signal),
  });
}

export function processFunnel(name: string, { from, to }: Interval) {
  const path = query(`${named('processes', name)}/funnel`, { from: at(from), to: at(to) });
  return queryOptions({
    queryKey: ['funnel', name, from, to],
    queryFn: ({ signal }) => readJson(path, ProcessFunnel, signal),
    ...period,
  });
}

/** Worked out once a day: what was read holds for a while. */
export function processThresholds(name: string) {
  return queryOptions({
    queryKey: ['thresholds', name],
    queryFn: ({ signal }) => readJson(`${named('processes', name)}/thresholds`, ProcessThresholds, signal),
    staleTime: 300_000,
  });
}

export function componentPage(name: string) {
  return queryOptions({
    queryKey: ['live', 'component', name],
    queryFn: ({ signal }) => readJson(named('components', name), ComponentPage, signal),
  });
}

export function componentDependencies(name: string, { from, to }: Interval) {
  const path = query(`${named('components', name)}/dependencies`, { from: at(from), to: at(to) });
  return queryOptions({
    queryKey: ['dependencies', name, from, to],
    queryFn: ({ signal }) => readJson(path, ComponentDependencies, signal),
    ...period,
  });
}

export function measureCurve(measure: string, { from, to }: Interval, stepMinutes: number) {
  const path = query(`${named('measures', measure)}/curve`, { from: at(from), to: at(to), step: stepMinutes });
  return queryOptions({
    queryKey: ['measure-curve', measure, from, to, stepMinutes],
    queryFn: ({ signal }) => readJson(path, IndicatorCurve, signal),
    ...period,
  });
}

/** The newest changes of a period, at most 100. */
export function changesOf(of: { process: string } | { component: string }, { from, to }: Interval) {
  return queryOptions({
    queryKey: ['changes', of, from, to],
    queryFn: ({ signal }) =>
      readJson(query('/api/v1/changes', { ...of, from: at(from), to: at(to) }), ChangesAnswer, signal),
    ...period,
  });
}

export const sourcesNow = queryOptions({
  queryKey: ['live', 'sources'],
  queryFn: ({ signal }) => readJson('/api/v1/sources', SourcesAnswer, signal),
});

export function sourceNamed(name: string) {
  return queryOptions({
    queryKey: ['live', 'source', name],
    queryFn: ({ signal }) => readJson(named('sources', name), SourceDetail, signal),
  });
}

export const healthNow = queryOptions({
  queryKey: ['live', 'health'],
  queryFn: ({ signal }) => readJson('/api/v1/health', HealthAnswer, signal),
});
