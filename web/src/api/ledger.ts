import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type ExclusionAnswer,
  LedgerAnswer,
  type NewExclusion,
  type NewOutage,
  type OutageAct,
  type OutageCorrection,
  OutagePage,
  OutagesAnswer,
  type SubjectShown,
} from '../../../src/features/outages/outage-contract.ts';
import type { Interval } from '../../../src/maths/instants.ts';
import { at, query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const most = 500;
/** More rows than this are not fetched for one page: it says so, and asks for less. */
export const mostOutages = 5_000;
const path = (id: string): string => `/api/v1/outages/${encodeURIComponent(id)}`;
const text = ({ kind, name }: SubjectShown): string => `${kind}:${name}`;

/** What was delivered of one subject in a period, with its outages. */
export function ledgerOf(subject: SubjectShown, { from, to }: Interval) {
  const address = `/api/v1/ledger/${subject.kind}/${encodeURIComponent(subject.name)}`;
  return queryOptions({
    queryKey: ['live', 'ledger', text(subject), from, to],
    queryFn: ({ signal }) => readJson(query(address, { from: at(from), to: at(to) }), LedgerAnswer, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export interface OutagesAsked {
  subject?: SubjectShown | null;
  /** Those that last at some time of it; without it, of all times. */
  period?: Interval;
  only?: 'overdue' | 'waiting';
}

/** All outages of a question, page by page, at most `mostOutages`: `next` is not null where there are more. */
export function outagesOf({ subject, period, only }: OutagesAsked) {
  const asked = {
    subject: subject ? text(subject) : undefined,
    from: period && at(period.from),
    to: period && at(period.to),
    only,
    order: 'overdue-first',
    limit: most,
  };
  return queryOptions({
    queryKey: ['live', 'outages', asked],
    queryFn: async ({ signal }): Promise<OutagesAnswer> => {
      const ask = (cursor?: string): Promise<OutagesAnswer> =>
        readJson(query('/api/v1/outages', { ...asked, cursor }), OutagesAnswer, signal);
      let answer = await ask();
      while (answer.next !== null && answer.outages.length < mostOutages) {
        const more = await ask(answer.next);
        answer = { ...answer, outages: [...answer.outages, ...more.outages], next: more.next };
      }
      return answer;
    },
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}

/** How many wait for somebody, of all times. */
export function outageCounts(subject: SubjectShown | null) {
  return queryOptions({
    queryKey: ['live', 'outages', 'counts', subject ? text(subject) : null],
    queryFn: async ({ signal }) =>
      (
        await readJson(
          query('/api/v1/outages', { subject: subject ? text(subject) : undefined, limit: 1 }),
          OutagesAnswer,
          signal,
        )
      ).counts,
    placeholderData: keepPreviousData,
  });
}

/** The same outages as a file, for a spreadsheet. */
export function exportPath({ subject, period }: OutagesAsked): string {
  return query('/api/v1/outages.csv', {
    subject: subject ? text(subject) : undefined,
    from: period && at(period.from),
    to: period && at(period.to),
  });
}

export function outageNamed(id: string) {
  return queryOptions({
    queryKey: ['live', 'outage', id],
    queryFn: ({ signal }) => readJson(path(id), OutagePage, signal),
  });
}

/** Each act is on the version that was seen: another one in force is answered with `precondition_failed`. */
const write = (id: string, revision: number, what: string, body: unknown): Promise<OutagePage> =>
  writeJson({ method: 'POST', path: `${path(id)}/${what}`, body, ifVersion: revision, answer: OutagePage });

export const addOutage = (body: NewOutage): Promise<OutagePage> =>
  writeJson({ method: 'POST', path: '/api/v1/outages', body, answer: OutagePage });
export const correctOutage = (id: string, revision: number, body: OutageCorrection): Promise<OutagePage> =>
  writeJson({ method: 'PATCH', path: path(id), body, ifVersion: revision, answer: OutagePage });
export const actOnOutage = (id: string, revision: number, body: OutageAct): Promise<OutagePage> =>
  write(id, revision, 'acts', body);
export const proposeExclusion = (id: string, revision: number, body: NewExclusion): Promise<OutagePage> =>
  write(id, revision, 'exclusion', body);
export const answerExclusion = (id: string, revision: number, body: ExclusionAnswer): Promise<OutagePage> =>
  write(id, revision, 'exclusion/answer', body);
