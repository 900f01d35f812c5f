import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../../../benchmarks/accuracy/world.ts';
import { Estimate } from '../../../maths/estimate.ts';
import { minute } from '../../../maths/instants.ts';
import { plainCalendar } from '../../expectations/business-calendar.ts';
import { observeProcess, type SeenCoupling } from './observed.ts';
import { isLinked } from './observed-drift.ts';
import type { RecordedOutage } from './recorded-outage.ts';

interface Told {
  component: string;
  fromMinute: number;
  minutes: number;
  /** What the process truly loses meanwhile. */
  share?: number;
  kind?: RecordedOutage['kind'];
  failed?: number;
  /** The process answers so many minutes later. */
  lag?: number;
}

const days = 35;

function seenIn(told: readonly Told[], above: Record<string, string[]> = {}, rate = 200): Map<string, SeenCoupling> {
  const outages = told.flatMap((one) =>
    one.share ? [{ fromMinute: one.fromMinute + (one.lag ?? 0), minutes: one.minutes, share: one.share }] : [],
  );
  const world = makeWorld({ seed: 11, days, rate, dispersion: 1.5, outages });
  const components = [...new Set([...told.map(({ component }) => component), 'never-out'])];
  const seen = observeProcess({
    process: 'payment',
    timeZone: 'Europe/Warsaw',
    calendar: plainCalendar,
    series: { from: world.from, counts: world.counts },
    standpoints: components.map((component) => ({ component, above: above[component] ?? [] })),
    outages: told.map(({ component, fromMinute, minutes, kind = 'down', failed = null }) => ({
      component,
      kind,
      failed,
      from: world.from + fromMinute * minute,
      to: world.from + (fromMinute + minutes) * minute,
    })),
  });
  return new Map(seen.map((one) => [one.component, one]));
}

/** Noon of a day, and some minutes. */
const noon = (dayOfWorld: number, minutes = 0): number => dayOfWorld * 1_440 + 720 + minutes;

describe('what a process lost while a component was out', () => {
  const seen = seenIn([
    ...[5, 11, 16, 22].map((d) => ({ component: 'gateway', fromMinute: noon(d), minutes: 20, share: 0.9 })),
    ...[7, 13, 25].map((d) => ({ component: 'recommender', fromMinute: noon(d), minutes: 40, share: 0.06 })),
    ...[8, 14, 19, 27].map((d) => ({ component: 'unrelated', fromMinute: noon(d), minutes: 30 })),
  ]);

  it('is found with its interval and rests on the outages', () => {
    const { down } = seen.get('gateway')!;
    expect(Estimate.parse(down.lostShare)).toMatchObject({ unit: 'share', grade: 'incidents', level: 0.9 });
    expect(down).toMatchObject({ incidents: 4, minutes: 80, lagMinutes: 0, failedShare: null });
    expect(down.lostShare!.basis).toMatchObject({ incidents: 4, minutes: 80 });
    expect(down.lostShare!.low).toBeLessThanOrEqual(0.9);
    expect(down.lostShare!.high).toBeGreaterThanOrEqual(0.9);
    expect(down.lostShare!.high - down.lostShare!.low).toBeLessThan(0.1);
    expect(isLinked(down)).toBe(true);
  });

  it('is told apart from quiet days also where it is small', () => {
    const { down } = seen.get('recommender')!;
    expect(Math.abs(down.lostShare!.value - 0.06)).toBeLessThan(0.04);
    expect(down.placeboP).toBeLessThan(0.05);
  });

  it('is none of a component that does nothing to it', () => {
    const { down } = seen.get('unrelated')!;
    expect(down.lostShare!.low).toBeLessThan(0);
    expect(down.lostShare!.high).toBeGreaterThan(0);
    expect(isLinked(down)).toBe(false);
  });

  it('is not known of one that was never out', () => {
    const { down, missing, degraded } = seen.get('never-out')!;
    expect(down).toMatchObject({ incidents: 0, minutes: 0, lostShare: null, placeboP: null });
    expect(missing).toMatch(/not out/);
    expect(degraded).toBeNull();
  });
});

describe('one outage', () => {
  it('has the interval of its loss and the lower grade', () => {
    const { down } = seenIn([{ component: 'gateway', fromMinute: noon(20), minutes: 30, share: 0.5, failed: 0.5 }]).get(
      'gateway',
    )!;
    expect(down.lostShare).toMatchObject({ grade: 'observed', basis: { incidents: 1 } });
    expect(down.lostShare!.method).toContain('its one loss');
    expect(down.lostShare!.low).toBeLessThan(0.5);
    expect(down.lostShare!.high).toBeGreaterThan(0.5);
    expect(down.failedShare).toBe(0.5);
  });

  it('that came back within half an hour stays one', () => {
    const spells = [0, 15, 40].map((later) => ({ component: 'a', fromMinute: noon(20, later), minutes: 10, share: 1 }));
    expect(seenIn(spells).get('a')!.down).toMatchObject({ incidents: 1, minutes: 30 });
  });

  it('that reaches the process two minutes later is found where it was', () => {
    const { down } = seenIn(
      [12, 18, 24].map((d) => ({ component: 'a', fromMinute: noon(d), minutes: 6, share: 1, lag: 2 })),
    ).get('a')!;
    expect(down.lagMinutes).toBe(2);
    expect(down.lostShare!.value).toBeGreaterThan(0.97);
  });
});

describe('minutes in which another was down too', () => {
  const both: Told[] = [
    { component: 'api', fromMinute: noon(9), minutes: 30, share: 0.8 },
    { component: 'psp', fromMinute: noon(9, 10), minutes: 40 },
    { component: 'psp', fromMinute: noon(17), minutes: 20 },
  ];

  it('count for neither, and are told', () => {
    const seen = seenIn(both);
    expect(seen.get('api')).toMatchObject({ confoundedWith: ['psp'], confoundedMinutes: 20, down: { minutes: 10 } });
    expect(seen.get('psp')).toMatchObject({ confoundedWith: ['api'], confoundedMinutes: 20, down: { minutes: 40 } });
    expect(isLinked(seen.get('psp')!.down)).toBe(false);
  });

  it('leave nothing to see where it was never down alone', () => {
    const never = seenIn(both.slice(0, 1).concat({ ...both[0]!, component: 'psp', share: 0 })).get('psp')!;
    expect(never.down.lostShare).toBeNull();
    expect(never.missing).toBe('It was never down alone: api was down in the same minutes.');
  });

  it('count where the other stands on it and went down with it', () => {
    const down: Told[] = [9, 17, 23].flatMap((d) => [
      { component: 'db', fromMinute: noon(d), minutes: 20, share: 0.7 },
      { component: 'api', fromMinute: noon(d, 2), minutes: 20 },
    ]);
    const seen = seenIn(down, { db: ['api'] });
    expect(seen.get('db')).toMatchObject({ confoundedWith: [], down: { incidents: 3, minutes: 60 } });
    expect(seen.get('db')!.down.lostShare!.value).toBeCloseTo(0.7, 1);
    // what the database does is not laid at the door of what stands on it
    expect(seen.get('api')).toMatchObject({ confoundedWith: ['db'], down: { minutes: 6 } });
  });

  it('do not count where the other was down before', () => {
    const seen = seenIn(
      [
        { component: 'db', fromMinute: noon(9, 30), minutes: 20 },
        { component: 'api', fromMinute: noon(9), minutes: 60, share: 0.7 },
      ],
      { db: ['api'] },
    );
    expect(seen.get('db')).toMatchObject({ confoundedWith: ['api'], down: { minutes: 0, lostShare: null } });
  });
});

describe('slow answers', () => {
  it('are counted apart from failures', () => {
    const { down, degraded } = seenIn([
      ...[6, 12, 18].map((d) => ({
        component: 'a',
        fromMinute: noon(d),
        minutes: 30,
        share: 0.2,
        kind: 'degraded' as const,
      })),
      { component: 'a', fromMinute: noon(12, 10), minutes: 10, share: 0.5 },
    ]).get('a')!;
    expect(down).toMatchObject({ incidents: 1, minutes: 10 });
    expect(degraded).toMatchObject({ incidents: 3, minutes: 80 });
    expect(degraded!.lostShare!.value).toBeCloseTo(0.2, 1);
  });
});

describe('too little', () => {
  it('traffic is said, not guessed from', () => {
    const { down, missing } = seenIn([{ component: 'a', fromMinute: noon(9), minutes: 5, share: 1 }], {}, 0.5).get(
      'a',
    )!;
    expect(down.lostShare).toBeNull();
    expect(missing).toMatch(/Too little/);
  });

  it('history is refused in words', () => {
    const [one] = observeProcess({
      process: 'payment',
      timeZone: 'UTC',
      calendar: plainCalendar,
      series: { from: 0, counts: new Float64Array(1_440).fill(5) },
      standpoints: [{ component: 'a', above: [] }],
      outages: [{ component: 'a', kind: 'down', failed: null, from: 0, to: 60 * minute }],
    });
    expect(one).toMatchObject({ missing: expect.stringContaining('3 days needed'), down: { lostShare: null } });
  });
});
