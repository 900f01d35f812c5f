import { z } from 'zod';
import type { Interval } from '../../maths/instants.ts';
import { Owner } from '../catalog/fields.ts';
import { httpAddress, SecretName } from '../catalog/reach.ts';

const Address = httpAddress('https://calendar.example.com/duty.ics');
const Person = Owner.refine((owner) => owner.startsWith('user:'), 'expected a person, user:NAME');

/** Who is called what in the calendar: a name, or an address of a mail, and whom it means here. */
const People = z.record(z.string().trim().min(1).max(200), Person);

/** Where the turns of a layer are read from; an address that is itself a secret stands in the server's configuration. */
export const CalendarSource = z.union([
  z.strictObject({ url: Address, people: People.optional() }),
  z.strictObject({ secret: SecretName, people: People.optional() }),
]);
export type CalendarSource = z.infer<typeof CalendarSource>;

/** By what a calendar is known: its address, or the name of the secret that holds it. */
export const calendarKey = (source: CalendarSource): string =>
  'url' in source ? source.url : `secret:${source.secret}`;

/** A time for which a calendar names somebody. */
export interface CalendarShift extends Interval {
  person: string;
}

/** A time for which it names nobody that is known here. */
export interface UnknownShift extends Interval {
  /** As the calendar calls it. */
  who: string;
}

/** What a calendar says of a period. */
export interface CalendarShifts {
  shifts: readonly CalendarShift[];
  unknown: readonly UnknownShift[];
}
