/** A JSON Schema as far as the routes' schemas use it. */
export interface JsonSchema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  default?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
}

const texts: Record<string, string> = {
  'date-time': '2026-11-20T10:15:00.000Z',
  date: '2026-11-20',
  email: 'anna@example.com',
  uri: 'https://example.com/',
  uuid: '0b0f8f0e-6f0a-4c57-9d5c-4f6f1f2a3b4c',
};

/**
 * A value that fits the schema: what the schema itself names (example, constant, first of a list, default), else the plainest
 * of its type. Every property is there, so that the reader sees them all.
 */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return exampleOf(choices.find(({ type }) => type !== 'null') ?? choices[0] ?? {});
  const [type] = [schema.type ?? (schema.properties ? 'object' : 'string')].flat().filter((one) => one !== 'null');
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, exampleOf(one)]));
    case 'array':
      return schema.items === undefined ? [] : Array(Math.max(1, schema.minItems ?? 1)).fill(exampleOf(schema.items));
    case 'integer':
    case 'number':
      return numberBetween(schema);
    case 'boolean':
      return false;
    case undefined:
      return null;
    default:
      return texts[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, '.');
  }
}

/** 1 where it fits, else the least there is, else what lies between the bounds. */
function numberBetween({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): number {
  const least = Math.max(1, minimum ?? 1, exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  const most = Math.min(maximum ?? least, exclusiveMaximum ?? least + 1);
  const fits = least <= most && least !== exclusiveMaximum;
  return fits ? least : ((minimum ?? exclusiveMinimum ?? 0) + most) / 2;
}
