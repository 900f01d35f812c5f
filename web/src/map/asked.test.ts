import { describe, expect, it } from 'vitest';
import { changed, changesText, mapAskedIn, stepText } from './asked.ts';

const now = Date.parse('2026-11-20T10:15:30Z');

describe('the question in the address', () => {
  it('is read, and what it does not know is left out', () => {
    const search = 'pick=component:a&at=2026-11-20T09:00:59Z&what=a:down,b.c:nine,a:up,x:gone,&as=table';
    expect(mapAskedIn(new URLSearchParams(search))).toEqual({
      pick: 'component:a',
      at: Date.parse('2026-11-20T09:00:00Z'),
      changes: [
        { component: 'a', change: 'down' },
        { component: 'b.c', change: 'nine' },
      ],
      as: 'table',
      text: '',
    });
    const nothing = { pick: null, at: null, changes: [], as: null, text: '' };
    expect(mapAskedIn(new URLSearchParams('at=yesterday&as=globe'))).toEqual(nothing);
  });

  it('holds several changes at once, each component once', () => {
    const two = changed(changed([], 'a', 'down'), 'b', 'replica');
    expect(changesText(two)).toBe('a:down,b:replica');
    expect(changesText(changed(two, 'a', 'nine'))).toBe('b:replica,a:nine');
    expect(changesText(changed(two, 'b', null))).toBe('a:down');
    expect(mapAskedIn(new URLSearchParams({ what: changesText(two) })).changes).toEqual(two);
  });
});

it('a step in time leads to whole minutes, and from the present one on to now', () => {
  expect(stepText(null, -60_000, now)).toBe('2026-11-20T10:14:00Z');
  expect(stepText(Date.parse('2026-11-20T10:14:00Z'), 60_000, now)).toBe('');
  expect(stepText(Date.parse('2026-11-20T08:00:00Z'), 3_600_000, now)).toBe('2026-11-20T09:00:00Z');
});
