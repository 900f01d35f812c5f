import fc from 'fast-check';
import { expect, it } from 'vitest';
import { day, hour, toRfc3339, week } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import { RotationSpec } from './rotation.ts';
import { type Override, onCallAt, shiftsIn } from './shifts.ts';
import { nextIn } from './wall-clock.ts';

const covers = { processes: ['payment'] };
const weekly = RotationSpec.parse({
  timeZone: 'Europe/Warsaw',
  covers,
  layers: [{ name: 'week', people: ['user:anna', 'user:piotr', 'user:jan'], since: '2026-03-16T09:00', turn: '1w' }],
});
const at = (text: string): number => Date.parse(text);
const told = (spec: RotationSpec, from: string, to: string, overrides: Override[] = []): string[] =>
  shiftsIn(spec, overrides, { from: at(from), to: at(to) }).map(
    (shift) => `${toRfc3339(shift.from)} ${toRfc3339(shift.to)} ${shift.person ?? 'nobody'}`,
  );

it('hands over at the same hour on the wall clock through the change of clocks', () => {
  expect(told(weekly, '2026-03-16T08:00:00Z', '2026-04-06T07:00:00Z')).toEqual([
    '2026-03-16T08:00:00Z 2026-03-23T08:00:00Z user:anna',
    '2026-03-23T08:00:00Z 2026-03-30T07:00:00Z user:piotr',
    '2026-03-30T07:00:00Z 2026-04-06T07:00:00Z user:jan',
  ]);
});

it('counts turns of hours as hours that pass', () => {
  const halves = RotationSpec.parse({
    timeZone: 'Europe/Warsaw',
    covers,
    layers: [{ name: 'half', people: ['user:anna', 'user:jan'], since: '2026-10-24T20:00', turn: '12h' }],
  });
  // in the night of the autumn change the clock reads 07:00, not 08:00, when twelve hours are over
  expect(told(halves, '2026-10-24T18:00:00Z', '2026-10-25T18:00:00Z')).toEqual([
    '2026-10-24T18:00:00Z 2026-10-25T06:00:00Z user:anna',
    '2026-10-25T06:00:00Z 2026-10-25T18:00:00Z user:jan',
  ]);
});

it('lets a later layer outrank an earlier one in its hours, over midnight too', () => {
  const layered = RotationSpec.parse({
    timeZone: 'Europe/Warsaw',
    covers,
    layers: [
      { name: 'all', people: ['user:anna'], since: '2026-01-01T00:00', turn: '1w' },
      {
        name: 'nights',
        people: ['user:jan'],
        since: '2026-01-01T00:00',
        turn: '1w',
        only: [{ days: ['fri'], from: '22:00', to: '06:00' }],
      },
    ],
  });
  expect(told(layered, '2026-01-09T12:00:00Z', '2026-01-10T12:00:00Z')).toEqual([
    '2026-01-09T12:00:00Z 2026-01-09T21:00:00Z user:anna',
    '2026-01-09T21:00:00Z 2026-01-10T05:00:00Z user:jan',
    '2026-01-10T05:00:00Z 2026-01-10T12:00:00Z user:anna',
  ]);
});

it('lets an override outrank all layers, the one made last above others', () => {
  const stands = (id: string, person: string, from: string, to: string, madeAt: number): Override => ({
    id,
    rotation: 'pay',
    person,
    from: at(from),
    to: at(to),
    madeAt,
  });
  const overrides = [
    stands('a', 'user:jan', '2026-03-17T08:00:00Z', '2026-03-18T08:00:00Z', 1),
    stands('b', 'user:ola', '2026-03-17T12:00:00Z', '2026-03-17T14:00:00Z', 2),
  ];
  expect(told(weekly, '2026-03-17T00:00:00Z', '2026-03-19T00:00:00Z', overrides)).toEqual([
    '2026-03-17T00:00:00Z 2026-03-17T08:00:00Z user:anna',
    '2026-03-17T08:00:00Z 2026-03-17T12:00:00Z user:jan',
    '2026-03-17T12:00:00Z 2026-03-17T14:00:00Z user:ola',
    '2026-03-17T14:00:00Z 2026-03-18T08:00:00Z user:jan',
    '2026-03-18T08:00:00Z 2026-03-19T00:00:00Z user:anna',
  ]);
});

it('says that nobody is on call before the first turn and outside the hours', () => {
  const days = RotationSpec.parse({
    timeZone: 'Europe/Warsaw',
    covers,
    layers: [
      {
        name: 'days',
        people: ['user:anna'],
        since: '2026-01-07T00:00',
        turn: '1w',
        only: [{ days: ['wed', 'thu'], from: '09:00', to: '17:00' }],
      },
    ],
  });
  expect(told(days, '2026-01-06T00:00:00Z', '2026-01-08T00:00:00Z')).toEqual([
    '2026-01-06T00:00:00Z 2026-01-07T08:00:00Z nobody',
    '2026-01-07T08:00:00Z 2026-01-07T16:00:00Z user:anna',
    '2026-01-07T16:00:00Z 2026-01-08T00:00:00Z nobody',
  ]);
});

it('goes by what the wall clock reads in the nights in which it is changed', () => {
  const nights = RotationSpec.parse({
    timeZone: 'Europe/Warsaw',
    covers,
    layers: [
      {
        name: 'nights',
        people: ['user:jan'],
        since: '2026-01-01T00:00',
        turn: '1w',
        only: [{ days: ['sun'], from: '00:30', to: '02:30' }],
      },
    ],
  });
  // there is no 02:30 in this night: at 02:00 the clock reads 03:00
  expect(told(nights, '2026-03-28T22:00:00Z', '2026-03-29T04:00:00Z')).toEqual([
    '2026-03-28T22:00:00Z 2026-03-28T23:30:00Z nobody',
    '2026-03-28T23:30:00Z 2026-03-29T01:00:00Z user:jan',
    '2026-03-29T01:00:00Z 2026-03-29T04:00:00Z nobody',
  ]);
  // and here there are two: the hour from 02:00 comes twice
  expect(told(nights, '2026-10-24T22:00:00Z', '2026-10-25T04:00:00Z')).toEqual([
    '2026-10-24T22:00:00Z 2026-10-24T22:30:00Z nobody',
    '2026-10-24T22:30:00Z 2026-10-25T00:30:00Z user:jan',
    '2026-10-25T00:30:00Z 2026-10-25T01:00:00Z nobody',
    '2026-10-25T01:00:00Z 2026-10-25T01:30:00Z user:jan',
    '2026-10-25T01:30:00Z 2026-10-25T04:00:00Z nobody',
  ]);
});

it('fills any period without gap or overlap, and says at each instant what it says of the instant', () => {
  const turn = fc.constantFrom('5h', '12h', '1d', '3d', '1w', '2w');
  const time = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, '0')}:30`);
  const hours = fc.record({
    days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { minLength: 1 }),
    from: time,
    to: time,
  });
  const layer = fc.record(
    {
      name: fc.constantFrom('a', 'b'),
      people: fc.array(fc.constantFrom('user:anna', 'user:jan', 'user:ola'), { minLength: 1, maxLength: 4 }),
      since: fc.constantFrom('2026-03-01T09:00', '2026-03-27T22:00', '2026-10-20T00:00'),
      turn,
      only: fc.array(hours, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['name', 'people', 'since', 'turn'] },
  );
  const zone = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
  const start = fc.constantFrom(at('2026-03-26T00:00:00Z'), at('2026-10-23T00:00:00Z'), at('2026-02-27T13:00:00Z'));
  fc.assert(
    fc.property(
      zone,
      fc.array(layer, { minLength: 1, maxLength: 3 }),
      start,
      fc.array(fc.nat({ max: 5 * 24 * 60 }), { minLength: 5, maxLength: 20 }),
      (timeZone, layers, from, minutes) => {
        const spec = RotationSpec.parse({ timeZone, covers, layers });
        const period = { from, to: from + 5 * day };
        const overrides: Override[] = [
          { id: 'o', rotation: 'pay', person: 'user:eva', from: from + 30 * hour, to: from + 31 * hour, madeAt: 1 },
        ];
        const shifts = shiftsIn(spec, overrides, period);
        expect(shifts[0]!.from).toBe(period.from);
        expect(shifts.at(-1)!.to).toBe(period.to);
        for (const [i, shift] of shifts.slice(1).entries()) expect(shift.from).toBe(shifts[i]!.to);
        for (const minutesIn of minutes) {
          const instant = from + minutesIn * 60_000 - (minutesIn === 5 * 24 * 60 ? 1 : 0);
          const { person, layer: name, override } = onCallAt(spec, overrides, instant);
          const shift = shifts.find((one) => one.from <= instant && instant < one.to)!;
          expect({ person: shift.person, layer: shift.layer, override: shift.override }).toEqual({
            person,
            layer: name,
            override,
          });
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('finds the next working hour behind a weekend and a holiday', () => {
  const zone = zoneOf('Europe/Warsaw');
  const { workingHours } = weekly;
  const may1 = Date.parse('2026-05-01T00:00:00Z') / day;
  const none = () => false;
  const next = (text: string, isHoliday: (localDay: number) => boolean) =>
    toRfc3339(nextIn(workingHours, zone, at(text), isHoliday)!);
  expect(next('2026-04-30T10:00:00Z', none)).toBe('2026-04-30T10:00:00Z');
  expect(next('2026-04-30T16:00:00Z', none)).toBe('2026-05-01T07:00:00Z');
  expect(next('2026-04-30T16:00:00Z', (one) => one === may1)).toBe('2026-05-04T07:00:00Z');
  expect(nextIn(workingHours, zone, at('2026-04-30T16:00:00Z'), () => true)).toBeNull();
  expect(nextIn(workingHours, zone, at('2026-04-30T16:00:00Z') + week, none)).not.toBeNull();
});
