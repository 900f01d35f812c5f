import { type EpochMs, hour, type Interval } from '../../maths/instants.ts';
import { instantOfLocal, localDay, minutesPerDay, type Zone } from '../../maths/zoned-time.ts';
import type { TurnLayer } from './rotation.ts';
import { minuteOfDay } from './wall-clock.ts';

/** One turn of one person. */
export interface Turn extends Interval {
  person: string;
}

/** The turn of a layer that holds an instant; null before the first. Hours outside `only` are left to the caller. */
export function turnAt(layer: TurnLayer, zone: Zone, at: EpochMs): Turn | null {
  const turns = turnsOf(layer, zone);
  let number = turns.near(at);
  while (turns.start(number) > at) number -= 1;
  while (turns.start(number + 1) <= at) number += 1;
  if (number < 0) return null;
  const person = layer.people[number % layer.people.length]!;
  return { person, from: turns.start(number), to: turns.start(number + 1) };
}

/** When turn number n (from 0) begins, and which one an instant is near to. */
function turnsOf({ since, turn }: TurnLayer, zone: Zone): { start(n: number): EpochMs; near(at: EpochMs): number } {
  const count = Number(turn.slice(0, -1));
  const [date, time] = since.split('T') as [string, string];
  const firstDay = Date.parse(`${date}T00:00:00Z`) / (24 * hour);
  const firstMinute = firstDay * minutesPerDay + minuteOfDay(time);
  if (turn.endsWith('h')) {
    const first = instantOfLocal(zone.name, firstMinute);
    return { start: (n) => first + n * count * hour, near: (at) => Math.floor((at - first) / (count * hour)) };
  }
  const days = turn.endsWith('w') ? 7 * count : count;
  return {
    start: (n) => instantOfLocal(zone.name, firstMinute + n * days * minutesPerDay),
    near: (at) => Math.floor((localDay(zone.localMinute(at)) - firstDay) / days),
  };
}
