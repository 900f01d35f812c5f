import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HealthReason } from '../../../src/features/signals/health-contract.ts';
import { firstCells } from '../../house/documents.ts';

const repository = join(import.meta.dirname, '../../..');
const page = firstCells(readFileSync(join(repository, 'docs/operation.md'), 'utf8'));
const sources = ['business-metrics', 'own-metrics', 'metrics'].map((name) =>
  readFileSync(join(repository, `src/server/${name}.ts`), 'utf8'),
);

it('the page on operation names every metric there is, and no other', () => {
  const made = sources.flatMap((text) => text.match(/(?<=')waga_[a-z_]+(?=')/g) ?? []);
  expect(page.filter((cell) => cell.startsWith('waga_')).sort()).toEqual([...new Set(made)].sort());
});

it('the page on operation names every reason of the health', () => {
  expect(page).toEqual(expect.arrayContaining([...HealthReason.shape.code.options]));
});
