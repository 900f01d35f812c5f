import { expect, it } from 'vitest';
import { hour } from '../../maths/instants.ts';
import { beforeRecord, recordedFrom, withUnrecorded } from './on-record.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const none = { catalog: null, measured: null, outage: null };

it('knows since when silence means that nothing was down', () => {
  expect(recordedFrom(none)).toBeNull();
  const seen = { ...none, catalog: at('2026-11-21T10:00'), measured: at('2026-09-22T00:00') };
  expect(recordedFrom(seen)).toBe(seen.measured);
  expect(recordedFrom({ ...seen, outage: at('2026-10-03T00:00') })).toBe(seen.measured);
  // brought in from elsewhere: kept since the year began, in every zone
  expect(recordedFrom({ ...seen, outage: at('2026-03-05T00:00') })).toBe(at('2025-12-31T10:00'));
  expect(recordedFrom({ ...none, outage: at('2019-03-05T00:00') })).toBe(at('2018-12-31T10:00'));
});

it('takes what lies before for unmeasured, joined with what follows', () => {
  const day = { from: 0, to: 24 * hour };
  expect(beforeRecord(0, day)).toBeNull();
  expect(beforeRecord(-hour, day)).toBeNull();
  expect(beforeRecord(null, day)).toEqual(day);
  expect(beforeRecord(100 * hour, day)).toEqual(day);
  const before = beforeRecord(5 * hour, day);
  expect(before).toEqual({ from: 0, to: 5 * hour });
  const span = (from: number, to: number) => ({ from: from * hour, to: to * hour });
  expect(withUnrecorded([span(7, 8)], null)).toEqual([span(7, 8)]);
  expect(withUnrecorded([span(7, 8)], before)).toEqual([span(0, 5), span(7, 8)]);
  expect(withUnrecorded([span(1, 2), span(4, 8), span(9, 10)], before)).toEqual([span(0, 8), span(9, 10)]);
  expect(withUnrecorded([span(5, 6)], before)).toEqual([span(0, 6)]);
  expect(withUnrecorded([span(1, 2)], before)).toEqual([span(0, 5)]);
});
