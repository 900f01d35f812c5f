import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/catalog.ts';
import { RotationSpec } from '../../duty/rotation.ts';
import { isByNight } from '../calls.ts';
import { weekLater, weekNamed } from '../iso-weeks.ts';
import { shiftAt, shiftsOfWeek } from './week-handovers.ts';

const zone = 'Europe/Warsaw';
const rotation = (people: string[], turn: string, since = '2026-01-05T09:00'): Document<RotationSpec> =>
  ({
    ...{ kind: 'Rotation', metadata: { name: 'pay' } },
    spec: RotationSpec.parse({
      ...{ timeZone: zone, covers: { processes: ['payment'] } },
      layers: [{ name: 'turns', people, since, turn }],
    }),
  }) as unknown as Document<RotationSpec>;
const week = weekNamed('2026-W47', zone)!;
const people = ['user:anna', 'user:piotr', 'user:jan'];
const said = (turn: string, own = people) =>
  shiftsOfWeek(rotation(own, turn), [], week).map(
    ({ person, from, to }) => `${person.slice(5)} ${new Date(from).toISOString().slice(5, 13)} ${(to - from) / hour}`,
  );

describe('the shifts that a week speaks of', () => {
  it('are those with most of their time in it', () => {
    expect(said('1w')).toHaveLength(1);
    expect(said('1w')[0]).toMatch(/ 11-16T08 168$/);
    expect(said('1d')).toHaveLength(7);
    expect(said('2w')).toHaveLength(1);
    // who never changes has the week
    expect(said('1w', ['user:anna'])).toEqual(['anna 11-15T23 168']);
  });

  it('are each spoken of in one week, where a turn is no longer than one, through the changes of clocks', () => {
    const turns = fc.constantFrom('12h', '1d', '2d', '3d', '1w');
    const weeks = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(
        turns,
        weeks,
        fc.constantFrom('2024-01-05T09:00', '2024-01-01T12:00', '2024-01-03T23:30'),
        (turn, nth, since) => {
          const own = rotation(people, turn, since);
          const [one, next] = [weekLater(week, nth), weekLater(week, nth + 1)];
          const [these, those] = [shiftsOfWeek(own, [], one), shiftsOfWeek(own, [], next)];
          expect(these.length).toBeGreaterThan(0);
          // the last of one week is followed by the first of the next, without a gap or a repeat
          expect(those[0]!.from).toBe(these.at(-1)!.to);
          for (const shift of these) expect(shiftAt(own, [], shift.from)).toEqual(shift);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leave out when nobody is on call, and follow who stands in', () => {
    const from = Date.parse('2026-11-18T08:00:00Z');
    const standing = { id: 'o', rotation: 'pay', person: 'user:ola', from, to: from + 24 * hour, madeAt: 0 };
    const held = shiftsOfWeek(rotation(people, '1w'), [standing], week);
    expect(held.map(({ person }) => person)).toEqual([held[0]!.person, 'user:ola', held[0]!.person]);
    expect(shiftsOfWeek(rotation(people, '1w', '2027-01-04T09:00'), [], week)).toEqual([]);
  });
});

describe('the night', () => {
  it('is from 22:00 to 06:00 on the wall clock, the end apart', () => {
    const at = (time: string) => isByNight(Date.parse(`2026-11-17T${time}:00Z`), zone);
    expect([at('20:59'), at('21:00'), at('04:59'), at('05:00')]).toEqual([false, true, true, false]);
  });
});
