import { z } from 'zod';
import { envelopeOf } from './envelope.ts';
import type { Kind } from './kind.ts';

/**
 * The JSON Schema (2020-12) of one document of any of the kinds, for editors and other tools. What a schema cannot say
 * (that a time zone exists, that `total` is above `partial`, that a name is known) is said by `waga check` alone.
 */
export function catalogJsonSchema(kinds: readonly Kind[]): Record<string, unknown> {
  const documents = kinds.map((kind) => [kind.kind, documentSchema(kind)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A document of a Waga catalogue',
    oneOf: documents.map(([kind]) => ({ $ref: `#/$defs/${kind}` })),
    $defs: Object.fromEntries(documents),
  };
}

/** Shared definitions within a kind get its name as a prefix, because all kinds lie in one document. */
function documentSchema(kind: Kind): unknown {
  const { $schema: _, $defs, ...schema } = z.toJSONSchema(envelopeOf(kind), { io: 'input', unrepresentable: 'any' });
  const text = JSON.stringify({ ...schema, ...($defs ? { $defs } : {}) });
  return JSON.parse(text.replaceAll('"#/$defs/', `"#/$defs/${kind.kind}/$defs/`));
}
