import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogJsonSchema } from '../features/catalog/json-schema.ts';
import { kinds } from './kinds.ts';

describe('docs/catalog.schema.json', () => {
  it('is what `waga check --schema` prints; write it anew with: npm run waga -- check --schema > docs/catalog.schema.json', () => {
    const published = readFileSync(new URL('../../docs/catalog.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(catalogJsonSchema(kinds))));
  });
});
