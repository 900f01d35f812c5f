import { z } from 'zod';
import { Owner } from '../catalog/fields.ts';

const Person = Owner.refine((owner) => owner.startsWith('user:'), 'expected a person, user:NAME');

/** Somebody who stands in, with who said so. */
export const OverrideShown = z.object({
  id: z.string(),
  rotation: z.string(),
  person: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
});
export type OverrideShown = z.infer<typeof OverrideShown>;

/** POST /api/v1/duty/overrides. It begins in the last hour or later, and lasts a year at most. */
export const NewOverride = z
  .object({
    rotation: z.string().max(63),
    person: Person,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    reason: z.string().trim().max(500).default(''),
  })
  .meta({
    examples: [
      {
        rotation: 'pay',
        person: 'user:anna',
        from: '2026-11-28T08:00:00Z',
        to: '2026-11-29T08:00:00Z',
        reason: 'Swap',
      },
    ],
  });
export type NewOverride = z.infer<typeof NewOverride>;

/** A time in which one person is on call; null: nobody is. */
export const ShiftShown = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  person: z.string().nullable(),
  layer: z.string().nullable(),
  override: z.string().nullable(),
});
export type ShiftShown = z.infer<typeof ShiftShown>;

/** A calendar that a layer is read from, and how that goes. */
export const CalendarShown = z.object({
  layer: z.string(),
  /** When it was read well last; null: never, so that the layer names nobody. */
  readAt: z.iso.datetime().nullable(),
  /** Since when it cannot be read, and why; null: it can. What holds meanwhile is the last good copy. */
  failingSince: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  /** Times of the period for which it names somebody who is unknown here. */
  unknown: z.array(z.object({ who: z.string(), from: z.iso.datetime(), to: z.iso.datetime() })),
});
export type CalendarShown = z.infer<typeof CalendarShown>;

export const RotationShown = z.object({
  name: z.string(),
  displayName: z.string(),
  owner: z.string().nullable(),
  timeZone: z.string(),
  covers: z.object({
    products: z.array(z.string()),
    processes: z.array(z.string()),
    components: z.array(z.string()),
  }),
  /** Everybody who takes turns in it. */
  people: z.array(z.string()),
  /** Who is on call now, until when, and who comes then; null: nobody. */
  now: z.object({ person: z.string().nullable(), until: z.iso.datetime(), next: z.string().nullable() }),
  shifts: z.array(ShiftShown),
  /** The calendars that its layers are read from. */
  calendars: z.array(CalendarShown),
  overrides: z.array(OverrideShown),
});
export type RotationShown = z.infer<typeof RotationShown>;

/** GET /api/v1/duty?from&to: who is on call, now and in the period. */
export const DutyAnswer = z.object({
  asOf: z.iso.datetime(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  rotations: z.array(RotationShown),
  /** Processes that no rotation answers for. */
  uncovered: z.array(z.object({ name: z.string(), displayName: z.string() })),
});
export type DutyAnswer = z.infer<typeof DutyAnswer>;
