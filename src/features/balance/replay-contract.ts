import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

const When = z.iso.datetime();

/** What is tried: other thresholds of a process, other objectives of a measure, a measure left out. */
export const ReplayChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('process'),
    name: z.string().max(63),
    partial: z.string().max(20).optional(),
    total: z.string().max(20).optional(),
  }),
  z.object({
    kind: z.literal('measure'),
    name: z.string().max(63),
    atLeast: z.string().max(20).optional(),
    overMinutes: z.number().int().min(1).max(1_440).optional(),
    floor: z.number().int().min(1).optional(),
    off: z.boolean().optional(),
  }),
]);
export type ReplayChange = z.infer<typeof ReplayChange>;

/** POST /api/v1/replays (right `read`): at most 92 days. Changes as here, or whole catalogue files as `waga apply` takes them. */
export const NewReplay = z
  .object({
    from: When,
    to: When,
    changes: z.array(ReplayChange).max(200).default([]),
    files: z
      .array(z.object({ path: z.string().max(1_000), text: z.string() }))
      .max(1_000)
      .optional(),
  })
  .meta({
    examples: [
      {
        from: '2026-10-22T00:00:00Z',
        to: '2026-11-21T00:00:00Z',
        changes: [{ kind: 'measure', name: 'technical_batch_settlement_availability', overMinutes: 60 }],
      },
    ],
  });
export type NewReplay = z.infer<typeof NewReplay>;

/** A call (page or ticket) that the rules make. */
export const ReplayCall = z.object({
  at: When,
  way: z.enum(['page', 'ticket']),
  name: z.string(),
  process: z.string().nullable(),
  component: z.string().nullable(),
  incident: z.string(),
  byNight: z.boolean(),
  /** The P1 or P2 drop of the past that it tells of; null: noise. */
  drop: z.string().nullable(),
  says: z.string(),
});
export type ReplayCall = z.infer<typeof ReplayCall>;

/** What the rules do with the past. */
export const ReplaySide = z.object({
  incidents: z.number().int(),
  pages: z.number().int(),
  pagesByNight: z.number().int(),
  tickets: z.number().int(),
  /** Pages that tell of no P1 or P2. */
  noise: z.number().int(),
});

/** A P1 or P2 of the past, by the rules that hold, and how each side tells of it. */
export const ReplayDrop = z.object({
  id: z.string(),
  process: z.string(),
  class: z.enum(['P1', 'P2']),
  from: When,
  to: When.nullable(),
  money: Estimate.nullable(),
  /** Minutes from its onset until it was told (page or ticket); null: never. */
  before: z.number().int().nullable(),
  after: z.number().int().nullable(),
});

export const ReplayAnswer = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
  from: When,
  to: When,
  changes: z.array(z.string()),
  before: ReplaySide.nullable(),
  after: ReplaySide.nullable(),
  drops: z.array(ReplayDrop),
  /** P1 and P2 told of before and not after. */
  lost: z.array(z.string()),
  gone: z.array(ReplayCall),
  added: z.array(ReplayCall),
  moved: z.array(z.object({ before: ReplayCall, after: ReplayCall })),
  /** Time that nobody measured, so that nothing can be said of it, by process, in minutes. */
  unmeasuredMinutes: z.record(z.string(), z.number().int()),
  notes: z.array(z.string()),
  moneyHidden: z.boolean(),
});
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;

/** GET /api/v1/alerts/:id/proposal?days=30, of a measure: the rule that keeps every P1/P2 that it (or the rule now) tells of, and fires least. */
export const ThresholdProposal = z.object({
  measure: z.string(),
  days: z.number().int(),
  now: z.object({ rule: z.string(), fires: z.number().int(), minutes: z.number().int(), seen: z.number().int() }),
  proposed: z
    .object({
      atLeast: z.string(),
      overMinutes: z.number().int(),
      floor: z.number().int(),
      rule: z.string(),
      fires: z.number().int(),
      minutes: z.number().int(),
      seen: z.number().int(),
    })
    .nullable(),
  /** P1 and P2 of the processes above it. */
  drops: z.number().int(),
  tried: z.number().int(),
  why: z.string(),
  /** As the lines of the Measure's file. */
  yaml: z.string().nullable(),
});
export type ThresholdProposal = z.infer<typeof ThresholdProposal>;
