import { expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { IntakeMemory } from './intake-memory.ts';
import { sourceNamed } from './source.ts';
import { sourceDetail } from './source-detail.ts';
import { edgeStatus } from './traces/edge-status.ts';

it('the page of a source tells what became of its spans, as the list of sources does', () => {
  const now = Date.UTC(2026, 10, 20, 10);
  const catalog: Catalog = { version: 0, appliedAt: now, documents: [] };
  const memory = new IntakeMemory(now);
  const detail = sourceDetail(catalog, sourceNamed(catalog, 'default')!, memory, now);
  expect(detail).toHaveProperty('edges', edgeStatus(memory.traces, 'default'));
  expect(detail).toHaveProperty('pull');
});
