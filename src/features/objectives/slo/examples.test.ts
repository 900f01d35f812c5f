import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { plansOf } from './compile.ts';

const root = join(import.meta.dirname, '../../../..');

/** Every objective of a folder with what it counts, and everything the reader has to say. */
function folder(path: string, kinds = [...catalogKinds, ...signalKinds]) {
  const names = readdirSync(join(root, path)).filter((name) => name !== 'duty.yaml');
  const files = names.map((name) => ({ path: name, text: readFileSync(join(root, path, name), 'utf8') }));
  const { documents, findings } = readFiles(files, kinds);
  return { plans: plansOf({ documents }, Date.parse('2026-11-20T10:00:00Z')), findings };
}

describe('objectives of the examples', () => {
  it('are all measured, and nothing is said against them', () => {
    const { plans, findings } = folder('examples/objectives');
    expect(findings).toEqual([]);
    expect(plans.map(({ name, goodMeans, why }) => [name, goodMeans, why])).toEqual([
      ['payments-completed', 'completed with outcome ok', null],
      ['payment-api-answers', 'no server error (HTTP 5xx)', null],
      ['payment-api-fast', 'slices of 5 minutes in which at least 95 % is at most 300 ms', null],
      ['payment-api-fast#2', 'slices of 5 minutes in which at least 99 % is at most 1000 ms', null],
    ]);
  });

  it('of the demo as well', () => {
    const { plans } = folder('demo/catalog');
    expect(plans.length).toBeGreaterThan(3);
    expect(plans.filter(({ rule }) => rule === null)).toEqual([]);
  });
});
