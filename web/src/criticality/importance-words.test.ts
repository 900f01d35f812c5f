import { describe, expect, it } from 'vitest';
import { estimate } from '../../fixtures/numbers.ts';
import { importanceWords, lostShareText, seenText } from './importance-words.ts';

const none = {
  ...{ birnbaum: 0, criticality: null, fussellVesely: null, riskAchievementWorth: null, riskReductionWorth: null },
  valueAtRiskShare: 0,
};

describe('importance in words', () => {
  it.each([
    [{ birnbaum: 0.998, fussellVesely: 0.31, valueAtRiskShare: 0.99 }, 'takes it down alone'],
    [{ birnbaum: 0.001, riskAchievementWorth: 1.4, valueAtRiskShare: 0.001 }, 'takes it down together with others'],
    [{ valueAtRiskShare: 0.06 }, 'costs a part of its value'],
    [{}, 'is not missed at once'],
  ])('%j: %s', (given, word) => expect(importanceWords({ ...none, ...given }).word).toBe(word));

  it('says how much it matters', () => {
    expect(importanceWords({ ...none, birnbaum: 1, fussellVesely: 0.31 }).more).toBe(
      'has a part in 31.0% of its downtime',
    );
    const together = importanceWords({ ...none, birnbaum: 0.01, riskAchievementWorth: 3.25 });
    expect(together.more).toBe('while it is down, the process fails 3.3 times as often');
  });
});

it('a share that is lost is never rounded up to all of it', () => {
  expect([1, 0.998, 0.06, 0.0001, 0].map(lostShareText)).toEqual([
    'all of it',
    '99.8%',
    '6.0%',
    'less than 0.1%',
    'nothing',
  ]);
});

it('what was seen comes with its interval and what it rests on', () => {
  const lostShare = estimate(0.5, 'share', 0.2);
  expect(seenText({ observed: { lostShare, incidents: 3, minutes: 54 } })).toEqual({
    value: '50.0%',
    basis: '40.0%–60.0% (90%), 3 outages, 54 minutes',
  });
  expect(seenText({ observed: null })).toBeNull();
});
