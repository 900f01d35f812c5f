import { z } from 'zod';
import { envelopeOf } from './envelope.ts';
import { wordOf } from './format.ts';
import type { Kind } from './kind.ts';
import { apiVersion } from './recognise.ts';

/**
 * The JSON Schema (2020-12) of one document of any of the kinds, for editors and other tools. What a schema cannot say
 * (that a time zone exists, that `total` is above `partial`, that a name is known) is said by `waga check` alone. Which
 * definition holds is decided by `apiVersion` and `kind`, so that an editor speaks of the kind that was meant.
 */
export function catalogJsonSchema(kinds: readonly Kind[]): Record<string, unknown> {
  const own = kinds.filter(({ format }) => format === undefined).map(({ kind }) => kind);
  const versions = [...new Set([apiVersion, ...kinds.flatMap(({ format }) => format?.apiVersions ?? [])])];
  const closed = { properties: { kind: { enum: own } } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A document of a Waga catalogue',
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: { apiVersion: { anyOf: [{ enum: versions }, { pattern: foreign.source }] }, kind: { type: 'string' } },
    allOf: [
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      { if: written([apiVersion]), then: closed },
      ...kinds.map((kind) => ({
        if: written(kind.format?.apiVersions ?? [apiVersion], wordOf(kind)),
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { $ref: `#/$defs/${definitionOf(kind)}` },
      })),
    ],
    $defs: Object.fromEntries(kinds.map((kind) => [definitionOf(kind), documentSchema(kind)])),
  };
}

/** Documents that are let pass although nothing is made of them: other versions and kinds of the formats that are read. */
const foreign = /^(([a-z0-9-]+\.)*backstage\.io|openslo(\.com)?)\//;

/** Says that a document is of one of these versions, and of this kind. */
function written(apiVersions: readonly string[], word?: string): Record<string, unknown> {
  const kind = word === undefined ? {} : { kind: { const: word } };
  return { properties: { apiVersion: { enum: apiVersions }, ...kind }, required: ['apiVersion', ...Object.keys(kind)] };
}

/** A slash would have to be written otherwise in a reference. */
const definitionOf = (kind: Kind): string => kind.kind.replace('/', '.');

/** Shared definitions within a kind get its name as a prefix, because all kinds lie in one document. */
function documentSchema(kind: Kind): unknown {
  const { $schema: _, $defs, ...schema } = z.toJSONSchema(envelopeOf(kind), { io: 'input', unrepresentable: 'any' });
  const text = JSON.stringify({ ...schema, ...($defs ? { $defs } : {}) });
  return JSON.parse(text.replaceAll('"#/$defs/', `"#/$defs/${definitionOf(kind)}/$defs/`));
}
