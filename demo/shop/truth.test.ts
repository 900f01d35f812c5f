import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, truthAnswer } from './control-answers.ts';
import { truth } from './truth.ts';

const minute = 60_000;
const start = Date.parse('2026-11-16T09:00:00Z');

const notes = fc.array(
  fc.record({
    side: fc.constantFrom('expected', 'actual'),
    process: fc.constantFrom('payment', 'onboarding'),
    at: fc.integer({ min: 0, max: 60 * minute - 1 }),
    minor: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  { maxLength: 60 },
);

describe('the truth', () => {
  it('adds up: any cut of an interval gives parts whose sums are the whole, and lost is expected − actual', () => {
    fc.assert(
      fc.property(notes, fc.integer({ min: 1, max: 59 }), (all, cut) => {
        const book = truth();
        for (const { side, process, at, minor } of all) book.note(side, process, 'completed', 'ok', start + at, minor);
        const [whole, first, second] = [
          [0, 60],
          [0, cut],
          [cut, 60],
        ].map(([from = 0, to = 0]) => book.between(start + from * minute, start + to * minute).processes.payment);
        expect(whole!.expected.count).toBe(all.filter((n) => n.side === 'expected' && n.process === 'payment').length);
        for (const key of ['expected', 'actual', 'lost'] as const) {
          expect(first![key].count + second![key].count).toBe(whole![key].count);
          expect(first![key].minor + second![key].minor).toBe(whole![key].minor);
        }
        expect(whole!.lost.count).toBe(whole!.expected.count - whole!.actual.count);
      }),
    );
  });

  it('counts the KPI step with outcome ok alone', () => {
    const book = truth();
    book.note('actual', 'payment', 'started', 'ok', start, 0);
    book.note('actual', 'onboarding', 'completed', 'failed', start, 0);
    book.note('actual', 'cashback', 'granted', 'ok', start, 0);
    const { processes } = book.between(start, start + minute);
    expect([processes.payment, processes.onboarding, processes.cashback].map(({ actual }) => actual.count)).toEqual([
      0, 0, 1,
    ]);
  });

  it('answers money as decimal text, negative when more came than expected', () => {
    const book = truth();
    book.note('actual', 'payment', 'completed', 'ok', start, 12_305);
    expect(truthAnswer(book, { from: start, to: start + minute })).toMatchObject({
      from: '2026-11-16T09:00:00.000Z',
      processes: { payment: { lost: { count: -1, minor: -12_305, money: '-123.05' } } },
    });
  });
});

describe('the interval asked for', () => {
  const now = start + 30_500;
  const parse = (text: string) => parseQuery(new URLSearchParams(text), now);

  it('is the last ten whole minutes by default and never reaches into the running minute', () => {
    expect(parse('')).toEqual({ from: start - 10 * minute, to: start });
    expect(parse(`from=${start - minute}&to=2099-01-01T00:00:00Z`)).toEqual({ from: start - minute, to: start });
  });

  it.each(['from=yesterday', `from=${start}`, 'from=2026-01-01T00:00:00Z'])('refuses %s', (text) => {
    expect(parse(text)).toHaveProperty('error');
  });
});
