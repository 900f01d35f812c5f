import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  Invitation,
  Invited,
  type NewPerson,
  type NewToken,
  PeopleAnswer,
  type PersonEdit,
  PersonRow,
  TokenMade,
  TokensAnswer,
} from '../../../src/features/access/contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

export const people = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => readJson('/api/v1/people', PeopleAnswer, signal),
});

export const tokens = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => readJson('/api/v1/tokens', TokensAnswer, signal),
});

const personPath = (id: string): string => `/api/v1/people/${encodeURIComponent(id)}`;
const tokenPath = (id: string): string => `/api/v1/tokens/${encodeURIComponent(id)}`;

export const invite = (body: z.infer<typeof NewPerson>): Promise<z.infer<typeof Invited>> =>
  writeJson({ method: 'POST', path: '/api/v1/people', body, answer: Invited });

/** Changes a person as last seen; `precondition_failed` where somebody else changed them meanwhile. */
export const editPerson = (person: PersonRow, body: z.infer<typeof PersonEdit>): Promise<PersonRow> =>
  writeJson({ method: 'PATCH', path: personPath(person.id), body, ifVersion: person.version, answer: PersonRow });

export const inviteAgain = (id: string): Promise<z.infer<typeof Invitation>> =>
  writeJson({ method: 'POST', path: `${personPath(id)}/invitation`, answer: Invitation });

export const signOutEverywhere = (id: string): Promise<undefined> =>
  writeJson({ method: 'POST', path: `${personPath(id)}/sign-out`, answer: z.undefined() });

export const makeToken = (body: z.infer<typeof NewToken>): Promise<z.infer<typeof TokenMade>> =>
  writeJson({ method: 'POST', path: '/api/v1/tokens', body, answer: TokenMade });

export const rotateToken = (id: string, graceMinutes: number): Promise<z.infer<typeof TokenMade>> =>
  writeJson({ method: 'POST', path: `${tokenPath(id)}/rotate`, body: { graceMinutes }, answer: TokenMade });

export const revokeToken = (id: string): Promise<undefined> =>
  writeJson({ method: 'DELETE', path: tokenPath(id), answer: z.undefined() });
