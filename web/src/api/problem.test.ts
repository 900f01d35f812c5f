import { describe, expect, it } from 'vitest';
import { ApiProblem, isWorthRetrying, problemOf } from './problem.ts';

describe('a problem', () => {
  it("speaks in the server's words", () => {
    const problem = problemOf(503, 'Service Unavailable', {
      title: 'Service Unavailable',
      code: 'store_unavailable',
      detail: 'The disk is full.',
    });
    expect([problem.title, problem.detail, problem.status, problem.code]).toEqual([
      'Service Unavailable',
      'The disk is full.',
      503,
      'store_unavailable',
    ]);
  });

  it('finds words of its own for an answer that says nothing', () => {
    for (const body of [null, '<html>', { title: 7 }]) {
      expect(problemOf(502, 'Bad Gateway', body)).toMatchObject({ title: 'Bad Gateway', status: 502, code: null });
    }
    expect(problemOf(500, '', null).title).toBe('The server refused');
  });

  it('is worth another try unless the question itself was wrong', () => {
    expect(isWorthRetrying(problemOf(503, '', null))).toBe(true);
    expect(isWorthRetrying(problemOf(429, '', null))).toBe(true);
    expect(isWorthRetrying(new ApiProblem('unreachable', ''))).toBe(true);
    expect(isWorthRetrying(problemOf(404, '', null))).toBe(false);
    expect(isWorthRetrying(new ApiProblem('', '', null, 'unreadable'))).toBe(false);
    expect(isWorthRetrying(new Error('a fault of the page'))).toBe(false);
  });
});
