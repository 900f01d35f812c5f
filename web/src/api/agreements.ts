import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { AgreementPage, AgreementsAnswer } from '../../../src/features/agreements/agreements-contract.ts';
import {
  FrozenReports,
  Report,
  type ReportQuery,
  type ReportScope,
} from '../../../src/features/agreements/report-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';

export const agreementsNow = queryOptions({
  queryKey: ['live', 'agreements'],
  queryFn: ({ signal }) => readJson('/api/v1/agreements', AgreementsAnswer, signal),
});

export function agreementNamed(name: string) {
  return queryOptions({
    queryKey: ['live', 'agreement', name],
    queryFn: ({ signal }) => readJson(`/api/v1/agreements/${encodeURIComponent(name)}`, AgreementPage, signal),
  });
}

/** What a report is asked by; a version or zone left out is for the server to choose. */
export interface ReportAsked {
  kind: ReportScope['kind'];
  /** Of the organisation `all`. */
  name: string;
  period: string;
  version?: number | undefined;
  timeZone?: string | undefined;
}

const pathOf = ({ kind, name }: Pick<ReportAsked, 'kind' | 'name'>): string =>
  `/api/v1/reports/${kind}/${encodeURIComponent(name)}`;

/** A report is asked for once: it is long, and what is frozen does not change. */
export function reportOf(asked: ReportAsked) {
  const { period, version, timeZone } = asked;
  return queryOptions({
    queryKey: ['report', asked.kind, asked.name, period, version ?? null, timeZone ?? null],
    queryFn: ({ signal }) => readJson(query(pathOf(asked), { period, version, timeZone }), Report, signal),
    staleTime: 60_000,
  });
}

/** Where the same report is had as a file. */
export const downloadPath = (asked: ReportAsked, format: ReportQuery['format'], language: 'en' | 'pl'): string =>
  query(pathOf(asked), {
    period: asked.period,
    ...{ format, language, version: asked.version, timeZone: asked.timeZone },
  });

/** The same with everything that it was made of, to be checked elsewhere. */
export const evidencePath = (asked: ReportAsked): string =>
  query(`${pathOf(asked)}/evidence`, { period: asked.period, version: asked.version, timeZone: asked.timeZone });

/** What was frozen, newest first, a page at a time. */
export const frozenReports = infiniteQueryOptions({
  queryKey: ['live', 'frozen-reports'],
  queryFn: ({ pageParam, signal }) =>
    readJson(query('/api/v1/reports', { cursor: pageParam ?? undefined }), FrozenReports, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  placeholderData: keepPreviousData,
});
