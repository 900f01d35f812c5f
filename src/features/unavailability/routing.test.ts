import { expect, it } from 'vitest';
import { toRfc3339 } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import { RotationSpec } from '../duty/rotation.ts';
import { isIn, nextIn } from '../duty/wall-clock.ts';
import { type Finding, routeOf, type WorkingHours } from './routing.ts';

const { workingHours } = RotationSpec.parse({
  timeZone: 'Europe/Warsaw',
  covers: { processes: ['payment'] },
  layers: [{ name: 'week', people: ['user:anna'], since: '2026-01-05T09:00', turn: '1w' }],
});
const zone = zoneOf('Europe/Warsaw');
const hours: WorkingHours = {
  isIn: (at) => isIn(workingHours, zone, at),
  next: (at) => nextIn(workingHours, zone, at, () => false),
};
const total: Finding = { kind: 'loss', class: 'P1' };
const partial: Finding = { kind: 'loss', class: 'P2' };
const sundayNight = Date.parse('2026-11-22T02:00:00Z');
const mondayMorning = '2026-11-23T08:00:00Z';
const tuesdayNoon = Date.parse('2026-11-24T11:00:00Z');

it.each([
  ['critical', total, sundayNight, 'page P1 at once'],
  ['critical', partial, sundayNight, 'page P2 at once'],
  ['important', total, sundayNight, 'page P1 at once'],
  ['important', partial, sundayNight, 'page P2 2026-11-22T02:30:00Z'],
  ['important', partial, tuesdayNoon, 'page P2 at once'],
  ['standard', total, sundayNight, `page P1 ${mondayMorning}`],
  ['standard', total, tuesdayNoon, 'page P1 at once'],
  ['standard', partial, sundayNight, `ticket P3 ${mondayMorning}`],
  ['supporting', total, sundayNight, `ticket P1 ${mondayMorning}`],
  ['supporting', partial, sundayNight, `ticket P3 ${mondayMorning}`],
  [null, partial, sundayNight, `ticket P3 ${mondayMorning}`],
  ['critical', { kind: 'blind' }, sundayNight, 'page blind at once'],
  ['important', { kind: 'blind' }, sundayNight, `ticket blind ${mondayMorning}`],
  [
    'critical',
    { kind: 'technical', boundToCritical: false, mandatedBy: null },
    sundayNight,
    `ticket technical ${mondayMorning}`,
  ],
  ['standard', { kind: 'technical', boundToCritical: true, mandatedBy: null }, sundayNight, 'page technical at once'],
  [
    'standard',
    { kind: 'technical', boundToCritical: false, mandatedBy: 'the regulator' },
    sundayNight,
    'page technical at once',
  ],
] as const)('%s, %o: %s', (level, finding, since, expected) => {
  const { way, name, from } = routeOf(finding, level, since, hours);
  expect(`${way} ${name} ${from === since ? 'at once' : toRfc3339(from)}`).toBe(expected);
});

it('pages an important partial loss when the working hours begin, where that is sooner than half an hour', () => {
  const justBefore = Date.parse('2026-11-23T07:50:00Z');
  expect(toRfc3339(routeOf(partial, 'important', justBefore, hours).from)).toBe(mondayMorning);
});
