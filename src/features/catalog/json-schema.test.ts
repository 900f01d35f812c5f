import { describe, expect, it } from 'vitest';
import { catalogJsonSchema } from './json-schema.ts';
import { catalogKinds } from './kinds.ts';

describe('catalogJsonSchema', () => {
  const schema = catalogJsonSchema(catalogKinds);
  const text = JSON.stringify(schema);

  it('has a definition for each kind, strict, with defaults left out of what is required', () => {
    const definitions = schema.$defs as Record<string, { properties: { spec: Record<string, unknown> } }>;
    expect(Object.keys(definitions)).toEqual(catalogKinds.map(({ kind }) => kind.replace('/', '.')));
    expect(definitions.Process?.properties.spec).toMatchObject({
      additionalProperties: false,
      required: ['timeZone', 'steps', 'kpi', 'thresholds'],
    });
  });

  it('every reference leads somewhere', () => {
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(catalogKinds.length);
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], schema);
      expect(found, reference).toBeTypeOf('object');
    }
  });

  it('knows the versions that are read, and lets pass what is left out', () => {
    const { anyOf } = (schema.properties as { apiVersion: { anyOf: { enum?: string[]; pattern?: string }[] } })
      .apiVersion;
    const [read, passed] = [anyOf[0]?.enum ?? [], new RegExp(anyOf[1]?.pattern ?? '')];
    expect(read).toEqual(['waga/v1', 'openslo/v1', 'openslo.com/v1', 'backstage.io/v1alpha1', 'backstage.io/v1beta1']);
    expect(['scaffolder.backstage.io/v1beta3', 'openslo/v2alpha', 'foo'].map((one) => passed.test(one))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
