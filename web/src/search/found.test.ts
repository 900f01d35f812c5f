import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../src/features/balance/search-contract.ts';
import { countWords, type Found, foundFor, pathOf, shownAtMost } from './found.ts';

const page = (name: string): Found => ({ kind: 'page', name, displayName: name, of: null, path: `/${name}` });
const hit = (kind: SearchHit['kind'], name: string, score: number, of: string | null = null): SearchHit => ({
  kind,
  name,
  displayName: name,
  of,
  score,
});

describe('what is found', () => {
  it('has the pages among the hits of the server, best first', () => {
    const found = foundFor(
      'aud',
      [hit('process', 'audit-trail', 4), hit('component', 'cloud', 2)],
      [page('Audit'), page('People')],
    );
    expect(found.map(({ name }) => name)).toEqual(['Audit', 'audit-trail', 'cloud']);
  });

  it('is cut where it grows long', () => {
    const hits = Array.from({ length: 20 }, (_, index) => hit('process', `p-${index}`, 4));
    expect(foundFor('p', hits, [])).toHaveLength(shownAtMost);
  });

  it.each([
    [hit('process', 'a/b', 5), '/processes/a%2Fb'],
    [hit('component', 'api', 5), '/components/api'],
    [hit('measure', 'm', 5, 'api'), '/components/api'],
    [hit('source', 'shop', 5), '/sources/shop'],
    [hit('person', 'anna@x', 5), '/people?find=anna%40x'],
    [hit('product', 'pay', 5), '/?find=pay'],
  ])('%j is read at %s', (one, path) => expect(pathOf(one)).toBe(path));

  it.each([
    [0, '', ''],
    [0, 'x', 'Nothing is called x'],
    [1, 'x', '1 result'],
    [3, 'x', '3 results'],
    [shownAtMost, 'x', '12 or more results'],
  ])('%i for "%s" is heard as "%s"', (count, q, words) => expect(countWords(count, q)).toBe(words));
});
