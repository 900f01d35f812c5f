import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import { minute } from '../../maths/instants.ts';
import { commonCauses, coOutageLift, coOutages, type Probe, probeIntervals, probeState } from './probes.ts';

const probe = (service: string, at: number, code: number): Probe => {
  return { service, at: at * minute, code, state: probeState('', code)! };
};

describe('what a try says', () => {
  it.each([
    ['up', 200, 'up'],
    ['degraded', 200, 'up'],
    ['up', 403, 'up'],
    ['down', 403, 'blocked'],
    ['down', 429, 'blocked'],
    ['', 401, 'blocked'],
    ['down', 0, 'down'],
    ['down', 500, 'down'],
    ['down', null, 'down'],
    ['', 404, 'down'],
    ['', 0, 'down'],
    ['', 302, 'up'],
    ['', null, null],
    ['perhaps', 200, null],
  ] as const)('%s with %s is %s', (word, code, state) => {
    expect(probeState(word, code)).toBe(state);
  });
});

describe('intervals of tries', () => {
  it('last from the first try that was not up to the next that was, and are split where it says otherwise', () => {
    const probes = [
      probe('a', 0, 200),
      probe('a', 10, 500),
      probe('a', 5, 403),
      probe('a', 15, 0),
      probe('a', 20, 200),
    ];
    expect(probeIntervals([...probes, probe('b', 7, 0)])).toEqual([
      { service: 'a', state: 'blocked', from: 5 * minute, to: 10 * minute, codes: [403] },
      { service: 'b', state: 'down', from: 7 * minute, to: null, codes: [0] },
      { service: 'a', state: 'down', from: 10 * minute, to: 20 * minute, codes: [500, 0] },
    ]);
  });

  it('have one cause where several services begin within two periods of each other', () => {
    const intervals = probeIntervals([
      ...[probe('a', 0, 0), probe('b', 9, 0), probe('c', 18, 403), probe('d', 28, 0)],
      ...[probe('a', 40, 200), probe('a', 60, 0), probe('a', 62, 200), probe('a', 63, 0)],
    ]);
    expect(commonCauses(intervals, 5 * minute).map((group) => group.map(({ service }) => service))).toEqual([
      ['a', 'b', 'c'],
    ]);
  });

  it('have a lift of 525.6 for 60 common minutes of 300 and 200 in a year', () => {
    expect(coOutageLift(300, 200, 60, 525_600)).toBeCloseTo(525.6, 9);
    expect(coOutageLift(0, 200, 0, 525_600)).toBeNull();
    const probes = [
      ...[probe('a', 0, 200), probe('a', 1_000, 0), probe('a', 1_300, 200), probe('a', 525_600, 200)],
      ...[probe('b', 0, 200), probe('b', 1_240, 0), probe('b', 1_440, 200), probe('b', 525_600, 200)],
    ];
    const [pair] = coOutages(probes, probeIntervals(probes));
    expect(pair).toMatchObject({ services: ['a', 'b'], bothSeconds: 3_600 });
    expect(pair!.lift).toBeCloseTo(525.6, 9);
  });
});

describeWith('data:upptime-4hse', 'a year and a half of probes of a real service', () => {
  const [, ...lines] = readFileSync(dataSet('upptime-4hse', 'events.csv'), 'utf8').trim().split('\n');
  const probes = lines.map((line): Probe => {
    const [time, service, status, code] = line.split(',') as [string, string, string, string];
    return { at: Date.parse(time), service, code: Number(code), state: probeState(status, Number(code))! };
  });
  const intervals = probeIntervals(probes);

  it('gives the 45 intervals, 30 down and 15 blocked', () => {
    const known = JSON.parse(readFileSync(dataSet('upptime-4hse', 'down_intervals.json'), 'utf8')) as {
      service: string;
      start: string;
      end: string;
      minutes: number;
      http_code: string;
    }[];
    const order = (one: { from: number; service: string }, other: { from: number; service: string }) =>
      one.from - other.from || (one.service < other.service ? -1 : 1);
    expect(
      intervals.map(({ service, from, to, codes }) => ({ service, from, to, code: codes[0] })).sort(order),
    ).toEqual(
      known
        .map(({ service, start, end, http_code }) => {
          return { service, from: Date.parse(start), to: Date.parse(end), code: Number(http_code) };
        })
        .sort(order),
    );
    const minutes: Record<string, number> = {};
    for (const { service, from, to } of intervals) minutes[service] = (minutes[service] ?? 0) + (to! - from) / minute;
    const expected = { Service: 209.67, WWW: 3_661.14, Academy: 90.85, Mobile: 80.13, Docs: 20.07 };
    for (const [service, sum] of Object.entries(expected)) expect(minutes[service]).toBeCloseTo(sum, 1);
    const count = (state: string): number => intervals.filter((one) => one.state === state).length;
    expect([intervals.length, count('down'), count('blocked')]).toEqual([45, 30, 15]);
  });

  it('groups what has a common cause, down or blocked', () => {
    const groups = commonCauses(intervals, 5 * minute).map((group) => [
      new Date(group[0]!.from).toISOString().slice(0, 10),
      group[0]!.state,
      group.map(({ service }) => service).join(' '),
    ]);
    expect(groups).toEqual([
      ['2025-01-25', 'blocked', 'Service Mobile Academy'],
      ['2025-02-11', 'blocked', 'Service Mobile Academy'],
      ['2025-06-27', 'down', 'Service Mobile Academy'],
      ['2026-01-30', 'blocked', 'Service Docs WWW'],
    ]);
    expect(coOutages(probes, intervals)[0]!.lift).toBeGreaterThan(100);
  });
});
