import { describe, expect, it } from 'vitest';
import type { Found } from './found.ts';
import { recentIn, withRecent } from './recent.ts';

const place = (name: string): Found => ({
  kind: 'process',
  name,
  displayName: name,
  of: null,
  path: `/processes/${name}`,
});

describe('where one was last', () => {
  it('is first, once, and a handful long', () => {
    const kept = 'abcdefgh'.split('').map(place);
    expect(withRecent(kept, place('c')).map(({ name }) => name)).toEqual([...'cabdefgh']);
    expect(withRecent(kept, place('z')).map(({ name }) => name)).toEqual([...'zabcdefg']);
  });

  it('survives being written down, and nothing else does', () => {
    expect(recentIn(JSON.stringify([place('a')]))).toEqual([place('a')]);
    for (const text of [null, '', '{', '{}', '[1]', JSON.stringify([{ ...place('a'), path: 'javascript:alert(1)' }])]) {
      expect(recentIn(text)).toEqual([]);
    }
  });
});
