import { describe, expect, it } from 'vitest';
import { exactValues, labelsMatch } from './label-filter.ts';

describe('a label filter', () => {
  it('matches text, lists and a trailing star; a missing label is empty', () => {
    const labels = { code: '503', route: '/pay' };
    expect(labelsMatch({}, labels)).toBe(true);
    expect(labelsMatch({ code: '5*' }, labels)).toBe(true);
    expect(labelsMatch({ code: ['4*', '503'], route: '/pay' }, labels)).toBe(true);
    expect(labelsMatch({ code: '50' }, labels)).toBe(false);
    expect(labelsMatch({ code: '5*', route: '/other' }, labels)).toBe(false);
    expect([labelsMatch({ zone: '' }, labels), labelsMatch({ zone: 'a' }, labels)]).toEqual([true, false]);
  });

  it('names its values where it has no star', () => {
    expect(exactValues({ a: 'x', b: ['x', 'y'], c: ['x*'] }, 'a')).toEqual(['x']);
    expect(exactValues({ b: ['x', 'y'] }, 'b')).toEqual(['x', 'y']);
    expect([exactValues({ c: ['x*'] }, 'c'), exactValues({}, 'd')]).toEqual([null, null]);
  });
});
