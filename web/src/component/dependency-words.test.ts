import { expect, it } from 'vitest';
import { groupWords, linkWords, nested } from './dependency-words.ts';

const line = (depth: number, component: string) => ({ depth, component, group: null, link: null, repeated: false });

it('lines become the tree that they are', () => {
  const shape = (nodes: ReturnType<typeof nested>): unknown[] =>
    nodes.map(({ line: { component }, below }) => [component, ...shape(below)]);
  expect(shape(nested([line(0, 'a'), line(1, 'b'), line(2, 'c'), line(1, 'd'), line(0, 'e')]))).toEqual([
    ['a', ['b', ['c']], ['d']],
    ['e'],
  ]);
});

it('dependencies are told by what follows from them', () => {
  expect(linkWords({ mode: 'soft', share: '0.06', bufferMinutes: null }).meaning).toBe(
    'without it 6% of the value is lost',
  );
  expect(linkWords({ mode: 'async', share: null, bufferMinutes: 90 }).meaning).toBe(
    'nothing is lost for 1 h 30 min without it',
  );
  expect(groupWords({ atLeast: 1, of: 2 })).toBe('One of these 2 is enough');
});
