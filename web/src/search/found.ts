import { better, type Ranked, rank } from '../../../src/features/balance/search.ts';
import type { SearchHit } from '../../../src/features/balance/search-contract.ts';

/** Something to go to. */
export interface Found {
  kind: SearchHit['kind'] | 'page';
  name: string;
  displayName: string;
  of: string | null;
  path: string;
}

export const kindNames: Record<Found['kind'], string> = {
  page: 'Page',
  process: 'Process',
  component: 'Component',
  product: 'Product',
  measure: 'Measure',
  source: 'Source',
  person: 'Person',
};

/** So many are shown; the rest is found by typing on. */
export const shownAtMost = 12;

/** Where one reads of it: its own page, or the page of what it belongs to. */
export function pathOf({ kind, name, of }: Omit<SearchHit, 'score'>): string {
  const path = encodeURIComponent(name);
  if (kind === 'process') return `/processes/${path}`;
  if (kind === 'component') return `/components/${path}`;
  if (kind === 'measure') return of === null ? '/' : `/components/${encodeURIComponent(of)}`;
  if (kind === 'source') return `/sources/${path}`;
  if (kind === 'person') return `/people?find=${path}`;
  return `/?find=${path}`;
}

/** The hits of the server with the pages among them, best first. */
export function foundFor(q: string, hits: readonly SearchHit[], pages: readonly Found[]): Found[] {
  const ranked: Ranked<Found>[] = [
    ...hits.map((hit) => ({ ...hit, path: pathOf(hit) })),
    ...rank(q, pages, shownAtMost),
  ];
  return ranked.sort(better).slice(0, shownAtMost);
}

/** What is heard after each letter. */
export function countWords(count: number, q: string): string {
  if (q === '') return '';
  if (count === 0) return `Nothing is called ${q}`;
  return count === 1 ? '1 result' : `${count}${count === shownAtMost ? ' or more' : ''} results`;
}
