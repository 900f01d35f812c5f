import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, toRfc3339 } from '../../../maths/instants.ts';
import { type BreakerFacts, type BreakerRules, type BreakerState, stepBreaker } from './breaker.ts';
import { partForecast } from './part-now.ts';

const rules: BreakerRules = {
  ...{ policy: 'automatic', openAt: { numerator: 40, denominator: 100 }, openAtText: '0.40' },
  ...{ overMs: 5 * minute, openForMs: 10 * minute, shares: ['0.05', '0.25'], stepForMs: 5 * minute },
};
const noon = Date.parse('2026-11-18T12:00:00Z');
const perMinute = 60;
const value = {
  ...{ value: 15_000, low: 14_000, high: 16_000, unit: 'PLN-minor', level: 0.9, method: 'test', basis: {} },
  ...{ grade: 'observed' as const, version: 'test-1', completeness: 1 },
};
const moves = { share: '0.70', source: 'the outage of May' };

interface Line {
  minute: number;
  words: string;
}

/**
 * A timeline in plain words: `comes` is the share of customers, of those let through, whose payment succeeds in each minute. What a
 * receiver is told takes a moment: it holds from the next minute on.
 */
function run(comes: (minute: number) => number, minutes: number, given: { moves?: typeof moves } = { moves }): Line[] {
  let state: BreakerState = { position: 'on', share: null, since: null, own: false, armed: true };
  const counts: number[] = [];
  const lines: Line[] = [];
  for (let nth = 1; nth <= minutes; nth++) {
    const through = state.position === 'on' ? 1 : state.position === 'off' ? 0 : Number(state.share);
    counts.push(Math.round(perMinute * through * comes(nth - 1)));
    const now = noon + nth * minute;
    const facts = factsAt(state, counts, nth, through, given.moves);
    const { next, take, armed } = stepBreaker(state, facts, now);
    state = { ...state, armed };
    if (!take || next === null) continue;
    state = { position: next.position, share: next.share, since: now, own: true, armed };
    const proposed = facts.forecast === null ? '' : ` by ${facts.forecast.by}`;
    lines.push({ minute: nth, words: `${next.position}${next.share === null ? '' : ` ${next.share}`}${proposed}` });
  }
  return lines;
}

function factsAt(
  { position, since }: BreakerState,
  counts: readonly number[],
  nth: number,
  through: number,
  given: typeof moves | undefined,
): BreakerFacts {
  const first = position === 'half' ? (since! - noon) / minute : nth - 5;
  if (position === 'off' || first < 0 || first >= nth) return { rules, part: null, forecast: null };
  const actual = counts.slice(first, nth).reduce((sum, one) => sum + one, 0);
  const mean = perMinute * through * (nth - first);
  const expected = { value: mean, low: 0.85 * mean, high: 1.15 * mean };
  const part = { from: noon + first * minute, to: noon + nth * minute, actual, expected };
  const process = { name: 'payment', kpi: 'paid', class: 'P1' as const, valuePerEvent: value };
  return { rules, part, forecast: position === 'on' ? partForecast(part, process, undefined, given) : null };
}

describe('a breaker of a payment method', () => {
  it('opens, lets rising shares through, closes', () => {
    expect(run((at) => (at >= 10 && at < 22 ? 0 : 1), 50)).toEqual([
      { minute: 12, words: 'off by money' },
      { minute: 22, words: 'half 0.05' },
      { minute: 27, words: 'half 0.25' },
      { minute: 32, words: 'on' },
    ]);
  });

  it('opens again, and waits again, when the share that is let through fails', () => {
    expect(run((at) => (at >= 10 && at < 30 ? 0.1 : 1), 60).map(({ minute: at, words }) => `${at} ${words}`)).toEqual([
      '13 off by money',
      '23 half 0.05',
      '28 off',
      '38 half 0.05',
      '43 half 0.25',
      '48 on',
    ]);
  });

  it('stays closed when off costs more than on, and where nothing is missing', () => {
    const little = { share: '0.05', source: 'a guess' };
    expect(run((at) => (at >= 10 ? 0.5 : 1), 40, { moves: little })).toEqual([]);
    expect(run(() => 1, 60)).toEqual([]);
    expect(
      run(() => 0.61, 60),
      'less than the limit',
    ).toEqual([]);
  });

  it('goes by the class alone where nobody knows what moves', () => {
    const opened = run((at) => (at >= 10 ? 0 : 1), 20, {}).map(({ words }) => words);
    expect(opened).toEqual(['off by class']);
  });

  const half: BreakerState = { position: 'half', share: '0.05', since: noon, own: true, armed: true };
  const judged = (actual: number, expected = 30): BreakerFacts => ({
    ...{ rules, forecast: null },
    part: { from: noon, to: noon + 5 * minute, actual, expected: { value: expected, low: expected, high: expected } },
  });

  it('judges a share by what comes of it, the limit itself being enough', () => {
    const at = noon + 5 * minute;
    expect(stepBreaker(half, judged(18), at)).toMatchObject({ take: true, next: { position: 'half', share: '0.25' } });
    expect(stepBreaker(half, judged(17), at)).toMatchObject({ take: true, next: { position: 'off' } });
    expect(stepBreaker(half, judged(8, 8), at), 'too few to judge').toMatchObject({
      take: false,
      next: { share: '0.25' },
    });
    expect(stepBreaker({ ...half, share: '0.25' }, judged(30), at).next).toMatchObject({ position: 'on', share: null });
  });

  it('advises and takes nothing: by its policy, after a person, of what others switched, before anybody was told', () => {
    const at = noon + 5 * minute;
    const advise = { ...judged(30), rules: { ...rules, policy: 'advise' as const } };
    expect(stepBreaker(half, advise, at)).toMatchObject({ take: false, next: { share: '0.25' } });
    expect(stepBreaker({ ...half, armed: false }, judged(30), at)).toMatchObject({
      take: false,
      next: { share: '0.25' },
    });
    expect(stepBreaker({ ...half, own: false }, judged(30), at)).toMatchObject({
      take: false,
      next: { share: '0.25' },
    });
    expect(stepBreaker({ ...half, since: null }, judged(30), at)).toEqual({ armed: true, next: null, take: false });
  });

  it('never opens on old minutes, nor on fewer than it looks at', () => {
    const closed: BreakerState = { position: 'on', share: null, since: null, own: false, armed: true };
    const process = { name: 'payment', kpi: 'paid', class: 'P1' as const, valuePerEvent: value };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 30 }), (minutes, age) => {
        const to = noon - age * minute;
        const expected = { value: 60 * minutes, low: 50 * minutes, high: 70 * minutes };
        const part = { from: to - minutes * minute, to, actual: 0, expected };
        const forecast = partForecast(part, process, undefined, moves);
        const { take } = stepBreaker(closed, { rules, part, forecast }, noon);
        expect(take, `${minutes} minutes until ${toRfc3339(to)}`).toBe(minutes >= 5 && age <= 5);
      }),
    );
  });
});
