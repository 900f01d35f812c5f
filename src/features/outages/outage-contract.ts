import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Reference, ShareText } from '../catalog/fields.ts';
import { Availability } from './availability.ts';
import { faults, outageKinds, outageStates, subjectKinds } from './outage.ts';

const When = z.iso.datetime();
const Ends = z.object({ from: When, to: When.nullable() });
const Words = z.string().trim().max(5_000);
const Reason = z.string().trim().min(3).max(2_000);

export const SubjectShown = z.object({ kind: z.enum(subjectKinds), name: z.string() });
export type SubjectShown = z.infer<typeof SubjectShown>;

export const ExclusionShown = z.object({ fromProcess: z.boolean(), fromGlobal: z.boolean() });

/** Money in it is null where it is not shown to who asks. */
export const OutageLossShown = z.object({
  lost: Estimate.nullable(),
  gross: Estimate.nullable(),
  recovered: Estimate.nullable(),
  net: Estimate.nullable(),
  preliminary: z.boolean(),
  until: When.nullable(),
  customers: z.number().int().nullable(),
});

export const OutageRow = z.object({
  id: z.string(),
  subject: SubjectShown,
  /** As people call it. */
  subjectName: z.string(),
  product: z.string().nullable(),
  state: z.enum(outageStates),
  kind: z.enum(outageKinds),
  fault: z.enum(faults),
  vendor: z.string().nullable(),
  share: z.string(),
  detected: Ends,
  refined: Ends.nullable(),
  corrected: Ends.nullable(),
  /** Those that count, and where they are from. */
  ends: Ends,
  endsBy: z.enum(['person', 'refined', 'detected']),
  excluded: ExclusionShown,
  /** Waits for a second person. */
  proposal: ExclusionShown.extend({ reason: z.string(), by: z.string(), at: When }).nullable(),
  cause: z.string(),
  causeKind: z.string().nullable(),
  summary: z.string(),
  loss: OutageLossShown.nullable(),
  incident: z.string().nullable(),
  dueAt: When,
  /** The report is due and is not written. */
  overdue: z.boolean(),
  revision: z.number().int(),
});
export type OutageRow = z.infer<typeof OutageRow>;

/** GET /api/v1/outages: overdue first where asked for, else newest first. */
export const OutagesAnswer = z.object({
  asOf: When,
  outages: z.array(OutageRow),
  next: z.string().nullable(),
  /** Of all that answer the question, whatever the page. */
  counts: z.object({ all: z.number().int(), overdue: z.number().int(), waiting: z.number().int() }),
  moneyHidden: z.boolean(),
});
export type OutagesAnswer = z.infer<typeof OutagesAnswer>;

export const OutagesQuery = z.object({
  /** Those that last at some time in [from, to); both or neither. */
  from: When.optional(),
  to: When.optional(),
  /** `process:payment` or `component:ledger-db`. */
  subject: z.string().max(100).optional(),
  state: z.enum(outageStates).optional(),
  /** overdue: only those whose report is due; waiting: only those whose exclusion waits for a second person. */
  only: z.enum(['overdue', 'waiting']).optional(),
  order: z.enum(['newest', 'overdue-first']).default('newest'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** One change in the life of an outage, with its place in the trail. */
export const RevisionShown = z.object({
  revision: z.number().int(),
  at: When,
  /** Null: Waga by itself. */
  by: z.string().nullable(),
  /** What was done, in a word: drafted, corrected, confirmed, removed, restored, reported, locked, exclusion-proposed, exclusion-agreed, exclusion-refused, imported, measured. */
  what: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  /** Number and hash in the trail. */
  line: z.number().int(),
  hash: z.string(),
});
export type RevisionShown = z.infer<typeof RevisionShown>;

export const outageActs = ['confirm', 'remove', 'restore', 'report'] as const;

/** GET /api/v1/outages/:id. */
export const OutagePage = OutageRow.extend({
  asOf: When,
  revisions: z.array(RevisionShown),
  /** What who asks may do now. */
  may: z.array(z.enum([...outageActs, 'correct', 'propose-exclusion', 'agree-exclusion', 'refuse-exclusion'])),
  /** Whether a change needs a reason: its month is frozen. */
  needsReason: z.boolean(),
  moneyHidden: z.boolean(),
});
export type OutagePage = z.infer<typeof OutagePage>;

/** POST /api/v1/outages: one that nobody saw by itself. Ends are whole seconds. */
export const NewOutage = z
  .object({
    subject: z.object({ kind: z.enum(subjectKinds), name: Reference }),
    kind: z.enum(outageKinds),
    fault: z.enum(faults).default('own'),
    vendor: Reference.nullable().default(null),
    share: ShareText.default('1'),
    from: When,
    to: When.nullable(),
    cause: Words.default(''),
    causeKind: z.string().trim().min(1).max(63).nullable().default(null),
    summary: Words.default(''),
    /** Needed where it reaches into a month that is frozen. */
    reason: Reason.optional(),
  })
  .meta({
    examples: [
      {
        subject: { kind: 'process', name: 'payment' },
        kind: 'planned',
        fault: 'vendor',
        vendor: 'psp',
        from: '2026-11-10T01:00:00Z',
        to: '2026-11-10T02:00:00Z',
      },
    ],
  });
export type NewOutage = z.infer<typeof NewOutage>;

/** PATCH /api/v1/outages/:id with If-Match: whatever is left out stays. `ends: null` gives Waga's own ends back. */
export const OutageCorrection = z
  .object({
    ends: Ends.nullable().optional(),
    kind: z.enum(outageKinds).optional(),
    fault: z.enum(faults).optional(),
    vendor: Reference.nullable().optional(),
    share: ShareText.optional(),
    cause: Words.optional(),
    causeKind: z.string().trim().min(1).max(63).nullable().optional(),
    summary: Words.optional(),
    reason: Reason.optional(),
  })
  .meta({ examples: [{ ends: { from: '2026-11-03T09:02:00Z', to: '2026-11-03T09:14:00Z' }, reason: 'By the logs.' }] });
export type OutageCorrection = z.infer<typeof OutageCorrection>;

/** POST /api/v1/outages/:id/acts. report needs cause and summary; removing and restoring need a reason. */
export const OutageAct = z
  .object({ act: z.enum(outageActs), reason: Reason.optional() })
  .meta({ examples: [{ act: 'confirm' }] });
export type OutageAct = z.infer<typeof OutageAct>;

/** POST /api/v1/outages/:id/exclusion: proposed; both false proposes to count it again. */
export const NewExclusion = z
  .object({ fromProcess: z.boolean(), fromGlobal: z.boolean(), reason: Reason })
  .meta({ examples: [{ fromProcess: true, fromGlobal: false, reason: 'Announced ten days before.' }] });
export type NewExclusion = z.infer<typeof NewExclusion>;

/** POST /api/v1/outages/:id/exclusion/answer: by another signed-in person than the one who proposed it. */
export const ExclusionAnswer = z
  .object({ agree: z.boolean(), reason: Reason.optional() })
  .meta({ examples: [{ agree: true }] });
export type ExclusionAnswer = z.infer<typeof ExclusionAnswer>;

/** POST /api/v1/outages/import: what another system has on record; known by `source` and `id`, so that a repeat changes nothing. */
export const OutageImport = z
  .object({
    source: z.string().trim().min(1).max(100),
    outages: z
      .array(NewOutage.and(z.object({ id: z.string().min(1).max(200) })))
      .min(1)
      .max(5_000),
  })
  .meta({
    examples: [
      {
        source: 'statuspage github',
        outages: [
          {
            id: 'abc',
            subject: { kind: 'component', name: 'actions' },
            kind: 'unplanned',
            from: '2024-03-01T10:00:00Z',
            to: '2024-03-01T11:10:00Z',
          },
        ],
      },
    ],
  });
export type OutageImport = z.infer<typeof OutageImport>;
export const OutageImported = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  known: z.number().int(),
  /** Those refused, by index, with why. */
  rejected: z.array(z.object({ index: z.number().int(), code: z.string(), message: z.string() })),
});
export type OutageImported = z.infer<typeof OutageImported>;

/** GET /api/v1/ledger/head: what the trail stands at; it is printed in every report. */
export const LedgerHead = z.object({ line: z.number().int(), hash: z.string(), at: When.nullable() });
export type LedgerHead = z.infer<typeof LedgerHead>;

/** GET /api/v1/ledger/:kind/:name?from&to: what was delivered of one subject by the usual policy, and what it is made of. */
export const LedgerAnswer = z.object({
  asOf: When,
  subject: SubjectShown,
  subjectName: z.string(),
  /** Of the process; null for a component, which has none of its own. */
  timeZone: z.string().nullable(),
  availability: Availability,
  /** Time within the period that nobody measured, disjoint and in order. */
  unmeasured: z.array(z.object({ from: When, to: When })),
  outages: z.array(OutageRow),
  moneyHidden: z.boolean(),
});
export type LedgerAnswer = z.infer<typeof LedgerAnswer>;
