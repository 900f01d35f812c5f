import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

const When = z.iso.datetime();
/** `2026-W47`, ISO 8601. */
export const WeekText = z
  .string()
  .regex(/^\d{4}-W\d{2}$/, 'expected a week such as 2026-W47')
  .meta({ examples: ['2026-W47'] });

const Window = z.object({
  maintenance: z.string(),
  displayName: z.string(),
  vendor: z.string().nullable(),
  from: When,
  to: When,
  announcedInTime: z.boolean().nullable(),
  /** The three questions with their answers; null: not answered. */
  mute: z.boolean(),
  switchOff: z.string().nullable(),
  banner: z.string().nullable(),
  /** Of one that is over: kept, overrun by so many minutes. */
  state: z.enum(['coming', 'now', 'kept', 'overrun']),
  overrunMinutes: z.number().int(),
});

const WeekIncident = z.object({
  id: z.string(),
  process: z.string(),
  name: z.string(),
  kind: z.string(),
  class: z.string().nullable(),
  state: z.string(),
  onset: When,
  minutes: z.number().int().nullable(),
  money: Estimate.nullable(),
  paged: z.boolean(),
  /** Null: no document was begun. */
  review: z.enum(['draft', 'final']).nullable(),
});

const WeekOutage = z.object({
  id: z.string(),
  subject: z.string(),
  from: When,
  to: When.nullable(),
  state: z.string(),
  fault: z.string(),
  dueAt: When,
  overdue: z.boolean(),
  money: Estimate.nullable(),
});

const WeekAlert = z.object({
  name: z.string(),
  component: z.string().nullable(),
  fires: z.number().int(),
  pages: z.number().int(),
  why: z.string(),
});

export const Handover = z.object({
  rotation: z.string(),
  person: z.string(),
  from: When,
  to: When,
  pages: z.number().int(),
  pagesByNight: z.number().int(),
  incidents: z.number().int(),
  /** 1 (bad) to 5 (calm), as the person says; null: not given yet. */
  score: z.number().int().min(1).max(5).nullable(),
  words: z.string(),
});
export type Handover = z.infer<typeof Handover>;

const ActionDue = z.object({
  review: z.string(),
  number: z.number().int(),
  what: z.string(),
  owner: z.string(),
  due: z.iso.date(),
  overdue: z.boolean(),
});

/** GET /api/v1/reviews/weeks/:week?review=NAME: built from what is on record, typed by nobody. */
export const Week = z.object({
  review: z.string(),
  displayName: z.string(),
  week: WeekText,
  from: When,
  to: When,
  timeZone: z.string(),
  host: z.string().nullable(),
  /** Null: as things stand now; else it was kept then, and does not change. */
  keptAt: When.nullable(),
  madeAt: When,
  windows: z.object({ lastWeek: z.array(Window), coming: z.array(Window) }),
  incidents: z.array(WeekIncident),
  outages: z.object({ ofWeek: z.array(WeekOutage), reportsDue: z.array(WeekOutage) }),
  alerts: z.object({
    /** All that fired, Waga's own and those of others. */
    fired: z.number().int(),
    pages: z.number().int(),
    added: z.array(WeekAlert),
    retired: z.array(WeekAlert),
    /** Those that fired most without any drop in the business. */
    noisy: z.array(WeekAlert),
  }),
  switches: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      at: When,
      by: z.string().nullable(),
      position: z.string(),
      verified: z.boolean().nullable(),
    }),
  ),
  handovers: z.array(Handover),
  actions: z.array(ActionDue),
  runbooks: z.object({
    runs: z.number().int(),
    steps: z.number().int(),
    alone: z.number().int(),
    minutesSaved: z.number().int(),
  }),
  money: z.array(Estimate),
  /** Of the ledger at the end, to hold against a later one (`waga doctor --head`). */
  head: z.object({ line: z.number().int(), hash: z.string() }).nullable(),
  /** What people wrote in the meeting. */
  notes: z.string(),
  revision: z.number().int(),
  moneyHidden: z.boolean(),
});
export type Week = z.infer<typeof Week>;

/** GET /api/v1/reviews/weeks: what was kept, newest first, and the weeks that can be looked at now. */
export const WeeksAnswer = z.object({
  reviews: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      timeZone: z.string(),
      host: z.string().nullable(),
      next: When,
      thisWeek: WeekText,
      lastWeek: WeekText,
    }),
  ),
  kept: z.array(
    z.object({
      review: z.string(),
      week: WeekText,
      keptAt: When,
      incidents: z.number().int(),
      alerts: z.number().int(),
    }),
  ),
});
export type WeeksAnswer = z.infer<typeof WeeksAnswer>;

/** PUT /api/v1/reviews/weeks/:week/notes?review=NAME (right `respond`, If-Match). */
export const NewNotes = z
  .object({ notes: z.string().max(50_000) })
  .meta({ examples: [{ notes: 'We raise the limit of the settlement alert.' }] });
/** PUT /api/v1/reviews/handovers (right `respond`): who was on call says how it was; only for a shift that has begun. */
export const NewHandover = z
  .object({
    rotation: z.string().max(63),
    from: When,
    score: z.number().int().min(1).max(5),
    words: z.string().trim().max(5_000).default(''),
  })
  .meta({ examples: [{ rotation: 'shop', from: '2026-11-16T08:00:00Z', score: 4, words: 'One page by night.' }] });
export type NewHandover = z.infer<typeof NewHandover>;
/** What it answers: the shift as it was said of. */
export const HandoverSaid = Handover.pick({
  rotation: true,
  person: true,
  from: true,
  to: true,
  score: true,
  words: true,
});
