import { z } from 'zod';
import { Owner, Reference, TimeZone } from '../catalog/fields.ts';
import { type CalendarShifts, CalendarSource } from './calendar-layer.ts';

/**
 * A rotation: who answers for what, in turns. It stands in the catalogue, so that it is reviewed like everything else; who
 * stands in for whom on a certain day is an override, made by people and kept as a record.
 */

const localTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const LocalTime = z.string().regex(localTime, 'expected a time of day such as "09:00"');

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours of some days of the week on the wall clock; `to` at or before `from` lies on the next day. */
export const Hours = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1),
  from: LocalTime,
  to: LocalTime,
});
export type Hours = z.infer<typeof Hours>;

const localStart = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
const LocalStart = z
  .string()
  .refine(
    (text) => localStart.test(text) && !Number.isNaN(Date.parse(`${text}:00Z`)),
    'expected a local date and time such as 2026-01-05T09:00',
  );

/** Days and weeks change hands at the same hour on the wall clock whatever the clocks do; hours are hours that pass. */
const Turn = z.string().regex(/^[1-9]\d{0,2}[hdw]$/, 'expected how long a turn lasts, such as 12h, 1d or 1w');

const Person = Owner.refine((owner) => owner.startsWith('user:'), 'expected a person, user:NAME');

const LayerName = z.string().min(1).max(63);

const TurnLayer = z.strictObject({
  name: LayerName,
  /** In the order of their turns. */
  people: z.array(Person).min(1).max(100),
  /** When the first turn of the first person began, on the wall clock. */
  since: LocalStart,
  turn: Turn,
  /** Only in these hours; left out, always. */
  only: z.array(Hours).min(1).max(20).optional(),
});
export type TurnLayer = z.infer<typeof TurnLayer>;

const CalendarLayer = z.strictObject({
  name: LayerName,
  /** Its turns are read from an iCalendar feed, every five minutes. */
  calendar: CalendarSource,
  /** Only in these hours; left out, always. */
  only: z.array(Hours).min(1).max(20).optional(),
});
/** With the shifts that its calendar names, once they have been looked up (calendars-laid.ts); none until then. */
export type CalendarLayer = z.infer<typeof CalendarLayer> & { read?: CalendarShifts };

const Layer = z.union([TurnLayer, CalendarLayer]);
export type Layer = TurnLayer | CalendarLayer;

/** Everybody whom a layer may name. */
export const peopleOf = (layer: Layer): string[] =>
  'people' in layer ? [...layer.people] : Object.values(layer.calendar.people ?? {});

/** Whom to tell when nobody has acknowledged for so long. */
const Escalation = z.strictObject({
  /** Minutes after the page. */
  afterMinutes: z.int().min(0).max(1_440),
  to: z.union([
    z.strictObject({ onCall: z.literal(true) }),
    z.strictObject({ person: Person }),
    z.strictObject({ rotation: Reference }),
  ]),
});

const everyWorkday: Hours[] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }];

export const RotationSpec = z.strictObject({
  owner: Owner.optional(),
  timeZone: TimeZone,
  /** Days that are no workdays; left out, the only calendar of the time zone. */
  calendar: Reference.optional(),
  covers: z
    .strictObject({
      products: z.array(Reference).default([]),
      processes: z.array(Reference).default([]),
      components: z.array(Reference).default([]),
    })
    .refine(
      (covers) => Object.values(covers).some((names) => names.length > 0),
      'expected a product, process or component that it answers for',
    ),
  /** A later layer outranks an earlier one in its hours. */
  layers: z.array(Layer).min(1).max(10),
  /** When a page that can wait does not wait. */
  workingHours: z.array(Hours).min(1).max(20).default(everyWorkday),
  /** By rising minutes; the first is told at once. */
  escalation: z
    .array(Escalation)
    .min(1)
    .max(10)
    .default([{ afterMinutes: 0, to: { onCall: true } }])
    .superRefine((steps, context) => {
      steps.forEach((step, index) => {
        const before = index === 0 ? -1 : steps[index - 1]!.afterMinutes;
        if (index === 0 && step.afterMinutes !== 0) {
          context.addIssue({
            code: 'custom',
            path: [0, 'afterMinutes'],
            message: 'expected 0: somebody is told at once',
          });
        } else if (step.afterMinutes <= before) {
          const message = `expected more than the ${before} minutes of the step before`;
          context.addIssue({ code: 'custom', path: [index, 'afterMinutes'], message });
        }
      });
    }),
  /** After the last step the first is taken again, so many times. */
  repeats: z.int().min(0).max(20).default(3),
  /** Channels that pages of this rotation go to. */
  channels: z.array(Reference).max(20).default([]),
});
export type RotationSpec = z.infer<typeof RotationSpec>;
