import { z } from 'zod';
import { rawAt, wordOf } from '../format.ts';
import type { Format } from '../kind.ts';
import { EntityMetadata } from './entity.ts';
import { defaultNamespace, keptNameOf } from './entity-ref.ts';
import { backstagePrefix } from './prefix.ts';

const apiVersions = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'] as const;

/** Stands for the text of an interface, which may be long and of which Waga reads nothing. */
const notKept = '(not kept)';

/** Entities of Backstage. They are kept as they are written, except the definitions of APIs. */
export const backstage: Format = {
  name: 'Backstage',
  prefix: backstagePrefix,
  apiVersions,
  envelope: (kind) =>
    z.looseObject({
      apiVersion: z.enum(apiVersions),
      kind: z.literal(wordOf(kind)),
      metadata: EntityMetadata,
      spec: kind.spec,
    }),
  keptName(value) {
    const name = rawAt(value, 'metadata', 'name');
    const namespace = rawAt(value, 'metadata', 'namespace') ?? defaultNamespace;
    return typeof name === 'string' && typeof namespace === 'string' ? keptNameOf({ namespace, name }) : null;
  },
  nameProblem: () => null,
  kept({ metadata, spec }, name) {
    const { title, description, name: written, ...rest } = metadata;
    const shown = typeof title === 'string' ? title : written === written.toLowerCase() ? undefined : written;
    return {
      metadata: {
        ...rest,
        name,
        ...(shown === undefined ? {} : { displayName: shown }),
        ...(typeof description === 'string' ? { description } : {}),
      },
      spec: rawAt(spec, 'definition') === undefined ? spec : { ...(spec as object), definition: notKept },
    };
  },
  duplicates: 'error',
};
