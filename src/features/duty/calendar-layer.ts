import { z } from 'zod';
import type { Interval } from '../../maths/instants.ts';
import { Owner } from '../catalog/fields.ts';

const Address = z
  .string()
  .max(2_000)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).username === '',
    'expected an address such as https://calendar.example.com/duty.ics, without user or password',
  );
const SecretName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'expected the name of a secret in the configuration of the server; the secret itself must not be found here',
  );
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
