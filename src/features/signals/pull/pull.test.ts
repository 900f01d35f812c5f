import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, minute, second } from '../../../maths/instants.ts';
import { neverSeen } from '../liveness.ts';
import { SourceSpec } from '../source.ts';
import { proveScrapes } from './pull-proof.ts';
import { PullQuery } from './pull-spec.ts';
import { longestChunkMs, nextWindow, type PullPosition } from './pull-window.ts';
import { samplesIn } from './samples-answer.ts';
import { commonScrapes } from './step-scrapes.ts';

const start = Date.UTC(2026, 10, 20, 10);

describe('a query', () => {
  it.each([
    'up',
    'http_requests_total{job="shop"}',
    'http_requests_total{job="shop",code=~"5..",path!="/a\\"b}",}',
    ' job:rate:sum { a = "b" , c !~ "d" } ',
    '{__name__=~"a|b",job="x"}',
    'a{}',
  ])('may be the selector %s', (query) => expect(PullQuery.safeParse({ query }).success).toBe(true));

  it.each([
    'rate(http_requests_total[1m])',
    'sum by (code) (a)',
    'a[1m]',
    'a offset 5m',
    'a or b',
    'a{b="c"} > 1',
    '{}',
    'a{b=c}',
    'a{b="c"}[5m]',
    'a{b="c"} @ 5',
    '1',
    '',
  ])('may not be %s', (query) => expect(PullQuery.safeParse({ query }).success).toBe(false));

  it('of a step names its process, and counts', () => {
    const paths = (query: object) =>
      PullQuery.safeParse({ query: 'a', ...query }).error?.issues.map(({ path }) => path.join('.')) ?? [];
    expect(paths({ process: 'payment', step: 'completed', outcome: 'failed' })).toEqual([]);
    expect(paths({ process: 'payment' })).toEqual(['step']);
    expect(paths({ step: 'completed' })).toEqual(['process']);
    expect(paths({ process: 'payment', step: 'completed', type: 'gauge' })).toEqual(['type']);
  });
});

describe('a source', () => {
  const paths = (spec: object) => SourceSpec.safeParse(spec).error?.issues.map(({ path }) => path.join('.')) ?? [];
  const good = { type: 'prometheus', url: 'https://p.test/tenant', queries: [{ query: 'a' }] };

  it('of type prometheus has an address and queries, of processes that it names', () => {
    expect(paths(good)).toEqual([]);
    expect(paths({ type: 'prometheus' })).toEqual(['url', 'queries']);
    expect(paths({ ...good, complete: 'declared', delay: '11m' })).toEqual(['complete', 'delay']);
    expect(paths({ ...good, queries: [{ query: 'a', process: 'payment', step: 'x' }] })).toEqual(['queries.0.process']);
    for (const url of ['ftp://p.test', 'http://u:p@p.test', 'https://p.test?x=1', 'p.test'])
      expect(paths({ ...good, url })).toEqual(['url']);
  });

  it('of another type has none', () => expect(paths({ ...good, type: 'otlp' })).toEqual(['url', 'queries']));
});

describe('the next window', () => {
  const options = { delayMs: 30 * second, mostMs: longestChunkMs };
  const at = (until: number): PullPosition => ({ until, asked: 'q', seen: [] });

  it('is of whole minutes that ended long enough ago', () => {
    expect(nextWindow(at(start), 'q', start + 89_999, options)).toBeNull();
    expect(nextWindow(at(start), 'q', start + 90_000, options)).toEqual({
      from: start,
      to: start + minute,
      afresh: false,
      last: true,
    });
  });

  it('begins anew where nothing is remembered, and looks back a little', () => {
    const now = start + 90_000;
    const afresh = { from: start - 4 * minute, to: start + minute, afresh: true, last: true };
    expect(nextWindow(null, 'q', now, options)).toEqual(afresh);
    expect(nextWindow(at(start - 2 * day), 'q', now, options)).toEqual(afresh);
    // what was read already is not read again for other queries
    expect(nextWindow(at(start), 'other', now, options)).toEqual({ ...afresh, from: start });
  });

  it('goes from one to the next without gap or overlap until it has caught up', () => {
    const gap = fc.integer({ min: 1, max: 1_400 });
    fc.assert(
      fc.property(gap, fc.integer({ min: 1, max: 60 }), (minutes, most) => {
        const now = start + minutes * minute + 30 * second;
        let position = at(start);
        for (let turn = 0; turn < 2_000; turn++) {
          const window = nextWindow(position, 'q', now, { ...options, mostMs: most * minute });
          if (window === null) break;
          expect([window.from, window.afresh]).toEqual([position.until, false]);
          expect(window.to - window.from).toBeLessThanOrEqual(most * minute);
          position = at(window.to);
        }
        expect(position.until).toBe(start + minutes * minute);
      }),
    );
  });
});

describe('an answer', () => {
  const answer = (values: [number, string][]): string =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: { __name__: 'a', job: 'b' }, values }] },
    });

  it('holds the samples after the beginning of the window, up to its end', () => {
    const seconds = start / 1_000;
    const text = answer([
      [seconds, '1'],
      [seconds + 0.001, '2'],
      [seconds + 60, 'NaN'],
      [seconds + 60.001, '+Inf'],
    ]);
    expect(samplesIn(text, { from: start, to: start + minute })).toEqual([
      {
        labels: [
          ['__name__', 'a'],
          ['job', 'b'],
        ],
        samples: [
          { at: start + 1, value: 2, stale: false },
          { at: start + minute, value: Number.NaN, stale: false },
        ],
        histograms: 0,
      },
    ]);
  });

  it.each(['', '<html>', '{}', '{"status":"error","errorType":"bad_data"}', '[]', 'null'])('is none: %j', (text) =>
    expect(samplesIn(text, { from: 0, to: 1 })).toBeNull(),
  );
});

describe('scrapes', () => {
  const window = { to: start + 2 * minute, afresh: false, silentAfterMs: 3 * minute };
  const every = (from: number, to: number, step = 15 * second): number[] =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  const known = { ...neverSeen, lastArrival: start - 5 * second, arrivingFrom: start - minute };

  it('prove the minutes between them and, where none was missed, up to the end of the window', () => {
    const { complete, next } = proveScrapes(known, every(start + 10 * second, window.to), window);
    expect(complete).toEqual([{ from: start - minute, to: window.to }]);
    expect(next.completeUntil).toBe(window.to);
  });

  it('prove nothing after the one that was missed', () => {
    const { complete } = proveScrapes(known, every(start + 10 * second, start + 80 * second), window);
    expect(complete).toEqual([{ from: start - minute, to: start + minute }]);
  });

  it('prove nothing of the minute in which counting begins', () => {
    for (const [last, afresh] of [
      [neverSeen, false],
      [known, true],
    ] as const) {
      const { complete } = proveScrapes(last, every(start + 10 * second, window.to), { ...window, afresh });
      expect(complete).toEqual([{ from: start + minute, to: window.to }]);
    }
  });

  it('that are none prove nothing', () => {
    expect(proveScrapes(known, [], window)).toEqual({ next: known, complete: [] });
  });

  it('of a process count in minutes where no query of it that there was is missing', () => {
    const [one, two] = [every(start, start + 3 * minute), every(start, start + minute)];
    const scrapes = new Map([
      [0, one],
      [1, two],
    ]);
    expect(new Set(commonScrapes(scrapes, []))).toEqual(new Set(two));
    expect(commonScrapes(new Map([[0, one]]), [])).toEqual(one);
    expect(commonScrapes(new Map([[0, one]]), [0, 1])).toEqual([]);
  });
});
