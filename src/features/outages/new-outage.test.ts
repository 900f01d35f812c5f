import { expect, it } from 'vitest';
import { endsGiven } from './new-outage.ts';

const now = Date.parse('2026-12-01T09:00:00Z');

it('says what is wrong with ends', () => {
  const told =
    (from: string, to: string | null, kind: 'planned' | 'unplanned' = 'unplanned') =>
    () =>
      endsGiven({ from, to }, kind, now);
  const hour = ['2026-11-30T10:00:00Z', '2026-11-30T11:00:00Z'] as const;
  expect(told(...hour)()).toEqual({ from: Date.parse(hour[0]), to: Date.parse(hour[1]) });
  expect(told('0206-11-30T10:00:00Z', hour[1])).toThrow('expected years from 1970 on');
  expect(told(hour[1], hour[0])).toThrow('expected a begin before the end');
  expect(told(hour[0], hour[0])).toThrow('expected a begin before the end');
  expect(told('2026-11-30T10:00:00.500Z', null)).toThrow('expected whole seconds');
  expect(told(hour[0], '2026-12-05T10:00:00Z')).toThrow('only a planned outage may lie in the future');
  expect(told('2026-12-05T10:00:00Z', null, 'planned')).not.toThrow();
});
