import { describe, expect, it } from 'vitest';
import type { SeriesRow } from '../../stores/measurements/measurements.ts';
import { bucketReadings, isBucket, storedNames } from './bucket-series.ts';

let id = 0;
const bucket = (le: string, code = '200', unit = 's'): SeriesRow => ({
  id: ++id,
  source: 'prometheus',
  name: 'request_seconds_bucket',
  kind: 'counts',
  unit,
  labels: { code, le },
  firstAt: 0,
});
const under = (limit: number) => () => limit;

describe('bucketReadings', () => {
  it('takes all observations as valid and the bucket at the limit as good, per histogram', () => {
    const rows = ['+Inf', '0.3', '0.1', '1'].flatMap((le) => [bucket(le), bucket(le, '500')]);
    const { readings, inexact } = bucketReadings(rows, under(0.3));
    const read = readings.map(({ id, good, valid }) => [rows.find((row) => row.id === id)!.labels, good, valid]);
    expect(read).toEqual([
      [{ code: '200', le: '+Inf' }, false, true],
      [{ code: '200', le: '0.3' }, true, false],
      [{ code: '500', le: '+Inf' }, false, true],
      [{ code: '500', le: '0.3' }, true, false],
    ]);
    expect(inexact).toEqual([]);
  });

  it('counts only what is surely good where the limit is no edge, and says so', () => {
    const rows = [bucket('0.1'), bucket('0.25'), bucket('1'), bucket('+Inf')];
    const good = (limit: number) =>
      bucketReadings(rows, under(limit)).readings.flatMap(({ id, good }) => (good ? id : []));
    expect(good(0.3)).toEqual([rows[1]!.id]);
    expect(bucketReadings(rows, under(0.3)).inexact).toEqual([{ unit: 's', edge: 0.25 }]);
    expect(good(0.05)).toEqual([]);
    expect(bucketReadings(rows, under(0.05)).inexact).toEqual([{ unit: 's', edge: null }]);
  });

  it('reads nothing of a histogram whose bucket of all is not there yet, or whose unit is no time', () => {
    expect(bucketReadings([bucket('0.1')], under(1)).readings).toEqual([]);
    expect(bucketReadings([bucket('+Inf', '200', 'By')], () => null)).toMatchObject({ unknownUnits: ['By'] });
  });

  it('knows a bucket by its name and edge', () => {
    expect(isBucket(bucket('1'))).toBe(true);
    expect(isBucket({ ...bucket('1'), labels: {} })).toBe(false);
    expect(isBucket({ ...bucket('1'), name: 'request_seconds_total' })).toBe(false);
  });
});

describe('storedNames', () => {
  it('lets a measure name a histogram as its makers do', () => {
    expect(storedNames('latency', 'request_seconds')).toEqual(['request_seconds', 'request_seconds_bucket']);
    expect(storedNames('latency', 'request_seconds_bucket')).toEqual(['request_seconds_bucket']);
    expect(storedNames('availability', 'requests')).toEqual(['requests', 'requests_total', 'requests_count']);
    expect(storedNames('availability', 'requests_total')).toEqual(['requests_total']);
  });
});
