import { queryOptions } from '@tanstack/react-query';
import {
  type NewRunAct,
  RunbooksAnswer,
  RunShown,
  RunsAnswer,
} from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const named = (what: string, name: string): string => `/api/v1/${what}/${encodeURIComponent(name)}`;

export const runbooksNow = queryOptions({
  queryKey: ['live', 'runbooks'],
  queryFn: ({ signal }) => readJson('/api/v1/runbooks', RunbooksAnswer, signal),
});

/** Runs of one runbook, about one incident, or all: newest first. */
export function runsOf(asked: { runbook?: string; incident?: string; limit?: number }) {
  return queryOptions({
    queryKey: ['live', 'runbook-runs', asked],
    queryFn: ({ signal }) => readJson(query('/api/v1/runbook-runs', asked), RunsAnswer, signal),
  });
}

export function runNamed(id: string) {
  return queryOptions({
    queryKey: ['live', 'runbook-run', id],
    queryFn: ({ signal }) => readJson(named('runbook-runs', id), RunShown, signal),
  });
}

export const startRun = (runbook: string, incident: string | null): Promise<RunShown> =>
  writeJson({
    method: 'POST',
    path: `${named('runbooks', runbook)}/runs`,
    body: incident === null ? {} : { incident },
    answer: RunShown,
  });

/** Does something in a run as it was last seen; a revision that is no longer the last is refused. */
export const actOnRun = (id: string, revision: number | '*', body: NewRunAct): Promise<RunShown> =>
  writeJson({ method: 'POST', path: `${named('runbook-runs', id)}/acts`, body, ifVersion: revision, answer: RunShown });
