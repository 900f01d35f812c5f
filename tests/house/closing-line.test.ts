import { describe, expect, it } from 'vitest';
import { closingLines, exitCode, type Outcome } from '../closing-line.ts';

const outcome = (parts: Partial<Outcome>): Outcome => ({
  passed: 0,
  failed: [],
  secondTry: [],
  skipped: [],
  broken: [],
  ...parts,
});
const failed = [{ name: 'c.test.ts > adds', reason: 'expected 2 to be 3' }];

describe('the closing line', () => {
  it('is the last line and has one form', () => {
    expect(closingLines(outcome({ passed: 3 }))).toEqual(['3 passed, 0 failed, 0 skipped']);
  });

  it('comes after every skipped test with its reason', () => {
    const skipped = [{ name: 'a.test.ts > pages > open', reason: 'no Chromium found' }];
    expect(closingLines(outcome({ passed: 1, skipped }))).toEqual([
      'skipped: a.test.ts > pages > open (no Chromium found)',
      '1 passed, 0 failed, 1 skipped',
    ]);
  });

  it('counts a file that could not be read as failed', () => {
    const lines = closingLines(outcome({ passed: 1, failed, broken: ['b.test.ts: no such module'] }));
    expect(lines).toEqual([
      'failed: c.test.ts > adds (expected 2 to be 3)',
      'broken: b.test.ts: no such module',
      '1 passed, 2 failed, 0 skipped',
    ]);
  });
});

it('names what passed only when it was tried again', () => {
  const secondTry = [{ name: 'd.test.ts > waits', reason: 'expected 0 to be 1' }];
  expect(closingLines(outcome({ passed: 1, secondTry }))).toEqual([
    'passed when tried again: d.test.ts > waits (expected 0 to be 1)',
    '1 passed, 0 failed, 0 skipped',
  ]);
});

describe('the exit code of a run', () => {
  it.each([
    [outcome({ passed: 1 }), 0],
    [outcome({ passed: 1, skipped: [{ name: 'a', reason: 'b' }] }), 0],
    [outcome({ passed: 9, failed }), 1],
    [outcome({ passed: 9, broken: ['c'] }), 1],
    [outcome({}), 1],
    [outcome({ skipped: [{ name: 'a', reason: 'b' }] }), 1],
  ])('of %o is %i', (result, code) => expect(exitCode(result)).toBe(code));
});
