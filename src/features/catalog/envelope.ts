import { z } from 'zod';
import { namePattern, seriesNamePattern } from './fields.ts';
import type { Kind, Written } from './kind.ts';
import { apiVersion } from './recognise.ts';

/** The schema of a whole document: the same four fields for every kind, the spec by its own schema. */
export function envelopeOf(kind: Kind): z.ZodType<Written> {
  return kind.format ? kind.format.envelope(kind) : ownEnvelope(kind);
}

function ownEnvelope(kind: Kind): z.ZodType<Written> {
  return z.strictObject({
    apiVersion: z.literal(apiVersion),
    kind: z.literal(kind.kind),
    metadata: z.strictObject({
      name: z.string().meta({ pattern: (kind.underscores ? seriesNamePattern : namePattern).source }),
      displayName: z.string().min(1).max(200).optional(),
      description: z.string().max(10_000).optional(),
    }),
    spec: kind.spec,
  });
}
export type Envelope = ReturnType<typeof envelopeOf>;
