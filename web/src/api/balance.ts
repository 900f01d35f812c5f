import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { BalanceMatrix, BalanceNow } from '../../../src/features/balance/contract.ts';
import { ImpactCurve } from '../../../src/features/impact/contract.ts';
import { Breakdown } from '../../../src/maths/breakdown.ts';
import { type EpochMs, type Interval, toRfc3339 } from '../../../src/maths/instants.ts';
import { readJson } from './read-json.ts';

export function query(path: string, values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, String(value));
  return `${path}?${search}`;
}

export const at = (instant: EpochMs): string => toRfc3339(instant);

export const balanceNow = queryOptions({
  queryKey: ['live', 'balance'],
  queryFn: ({ signal }) => readJson('/api/v1/balance', BalanceNow, signal),
});

export function balanceMatrix({ from, to }: Interval, process?: string) {
  return queryOptions({
    queryKey: ['balance-matrix', from, to, process ?? null],
    queryFn: ({ signal }) =>
      readJson(query('/api/v1/balance/matrix', { from: at(from), to: at(to), process }), BalanceMatrix, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function processCurve(process: string, { from, to }: Interval, stepMinutes: number) {
  const path = `/api/v1/processes/${encodeURIComponent(process)}/curve`;
  return queryOptions({
    queryKey: ['process-curve', process, from, to, stepMinutes],
    queryFn: ({ signal }) =>
      readJson(query(path, { from: at(from), to: at(to), step: stepMinutes }), ImpactCurve, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** `/api/v1/processes/…/breakdown` or `/api/v1/measures/…/breakdown`. */
export function breakdownAt(path: string) {
  return queryOptions({
    queryKey: ['live', 'breakdown', path],
    queryFn: ({ signal }) => readJson(path, Breakdown, signal),
  });
}

export const processBreakdownPath = (process: string): string =>
  `/api/v1/processes/${encodeURIComponent(process)}/breakdown`;
export const measureBreakdownPath = (measure: string): string =>
  `/api/v1/measures/${encodeURIComponent(measure)}/breakdown`;
