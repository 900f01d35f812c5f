import { z } from 'zod';
import { nameProblem } from '../fields.ts';
import { rawAt, wordOf } from '../format.ts';
import type { Format } from '../kind.ts';
import { Metadata } from './fields.ts';

const apiVersions = ['openslo/v1', 'openslo.com/v1'] as const;

/** Stands for every value below `connectionDetails`: credentials have no place in a catalogue that many may read. */
const notKept = '(not kept)';

/**
 * OpenSLO, version 1, in both spellings of its group. Its documents are kept as they are written, except what may be secret.
 * Names are not held to the letters of Waga's, and documents of one name are no error, as the published examples show both.
 */
export const openSlo: Format = {
  name: 'OpenSLO',
  prefix: 'openslo/',
  apiVersions,
  envelope: (kind) =>
    z.strictObject({
      apiVersion: z.enum(apiVersions),
      kind: z.literal(wordOf(kind)),
      metadata: Metadata,
      spec: kind.spec,
    }),
  keptName(value) {
    const name = rawAt(value, 'metadata', 'name');
    return typeof name === 'string' ? name : null;
  },
  nameProblem(value) {
    const name = rawAt(value, 'metadata', 'name');
    const problem = typeof name === 'string' && name !== '' ? nameProblem(name) : null;
    if (problem === null) return null;
    const message = `${problem}, found "${name}"; it is kept, but nothing of Waga can bear this name`;
    return { code: 'bad_name', severity: 'warning', message, path: ['metadata', 'name'] };
  },
  kept({ metadata, spec }, name) {
    const { displayName, ...rest } = metadata;
    const description = rawAt(spec, 'description');
    return {
      metadata: {
        ...rest,
        name,
        ...(typeof displayName === 'string' && displayName !== '' ? { displayName } : {}),
        ...(typeof description === 'string' ? { description } : {}),
      },
      spec: withoutSecrets(spec),
    };
  },
  duplicates: 'warning',
};

function withoutSecrets(spec: unknown): unknown {
  const details = rawAt(spec, 'connectionDetails');
  return details === undefined ? spec : { ...(spec as object), connectionDetails: keysOnly(details) };
}

function keysOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOnly);
  if (typeof value !== 'object' || value === null) return notKept;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keysOnly(inner)]));
}
