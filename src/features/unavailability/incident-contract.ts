import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Level } from '../catalog/fields.ts';
import { dayKinds } from '../catalog/thresholds.ts';
import { ImpactClass } from '../impact/contract.ts';
import { outageStates, subjectKinds } from '../outages/outage.ts';
import { incidentKinds, incidentStates } from './incident.ts';

const When = z.iso.datetime();

/** The steps that the on-call engineer takes, in their order. */
export const responseSteps = ['business', 'impact', 'act', 'verify', 'inform'] as const;
export const ResponseStep = z.enum(responseSteps);
export type ResponseStep = z.infer<typeof ResponseStep>;

export const TransitionShown = z.object({
  at: When,
  from: z.enum(incidentStates).nullable(),
  to: z.enum(incidentStates),
  reason: z.string(),
  /** Null: Waga by itself. */
  by: z.string().nullable(),
});
export type TransitionShown = z.infer<typeof TransitionShown>;

/** Whether and whom it calls. */
export const RouteShown = z.object({
  way: z.enum(['page', 'ticket']),
  /** As it is called on this level; P3 is what a P2 is called on a standard or supporting process. */
  name: z.enum(['P1', 'P2', 'P3', 'blind', 'technical']),
  /** When somebody is called, or the ticket is due. */
  from: When,
  why: z.string(),
  rotation: z.string().nullable(),
  /** Who was called last; null: nobody yet, or nobody is on call. */
  called: z.string().nullable(),
  calledAt: When.nullable(),
});
export type RouteShown = z.infer<typeof RouteShown>;

/** A line of the list. */
export const IncidentRow = z.object({
  id: z.string(),
  kind: z.enum(incidentKinds),
  /** Of a technical one a process that stands on its component, '' where none does. */
  process: z.string(),
  /** Of a technical one what its component is called. */
  processName: z.string(),
  /** Only of a technical one. */
  component: z.string().optional(),
  /** The side channel of an objective that is tried out: it called nobody. Else absent. */
  shadow: z.string().optional(),
  product: z.string().nullable(),
  /** As they were when it opened. */
  level: Level.nullable(),
  days: z.array(z.enum(dayKinds)),
  state: z.enum(incidentStates),
  class: ImpactClass.nullable(),
  side: z.enum(['demand', 'supply']).nullable(),
  onset: When,
  detectedAt: When,
  endedAt: When.nullable(),
  root: z.object({ component: z.string(), score: z.number(), why: z.string() }).nullable(),
  partOf: z.string().nullable(),
  /** Null while nothing is proven. */
  route: RouteShown.nullable(),
  /** Who has it. */
  acknowledged: z.object({ by: z.string(), at: When }).nullable(),
  /** Until when it is quiet, with the reason. */
  muted: z.object({ until: When, reason: z.string(), by: z.string() }).nullable(),
  /** What it has cost so far; null where it is not known, or not shown to who asks. */
  money: Estimate.nullable(),
  lost: Estimate.nullable(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

/** GET /api/v1/incidents: newest first. */
export const IncidentsAnswer = z.object({
  asOf: When,
  incidents: z.array(IncidentRow),
  next: z.string().nullable(),
  moneyHidden: z.boolean(),
});
export type IncidentsAnswer = z.infer<typeof IncidentsAnswer>;

export const IncidentsQuery = z.object({
  /** `open`: whatever is not closed; left out, all. */
  only: z.enum(['open']).optional(),
  process: z.string().max(63).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What somebody did or noted. */
export const StepDone = z.object({ step: ResponseStep, at: When, by: z.string(), note: z.string() });
export type StepDone = z.infer<typeof StepDone>;

/** What the next hour most likely costs, whatever is done; each null where it is not known, or money is not shown. */
export const VerdictShown = z.object({
  minutes: z.number().int(),
  leave: Estimate.nullable(),
  banner: Estimate.nullable(),
  switchOff: Estimate.nullable(),
  /** Where the catalogue has the shares from. */
  sources: z.object({ banner: z.string().nullable(), switchOff: z.string().nullable() }),
  /** Advice; a person acts. */
  proposed: z.enum(['leave', 'banner', 'switch-off']).nullable(),
  /** By the forecasts, or by the class alone where too little is known; null while nothing is proposed. */
  by: z.enum(['money', 'class']).nullable(),
  /** A plain sentence, without amounts. */
  why: z.string(),
  /** Something of it is switched off: the present loss is what that costs, and nothing is proposed. Else absent. */
  isOff: z.literal(true).optional(),
});
export type VerdictShown = z.infer<typeof VerdictShown>;

/** What to do when a thing fails, as its people wrote it down. */
export const RunbookShown = z.object({
  kind: z.enum(subjectKinds),
  name: z.string(),
  displayName: z.string(),
  url: z.string(),
});
export type RunbookShown = z.infer<typeof RunbookShown>;

/** A vendor from whom something suspected comes: whom to ask, and how often theirs failed before. */
export const VendorShown = z.object({
  name: z.string(),
  displayName: z.string(),
  /** Who here deals with them. */
  owner: z.string().nullable(),
  /** What of theirs is suspected: the probable root, or what was in alarm. */
  through: z.array(z.object({ component: z.string(), name: z.string(), by: z.enum(['root', 'alarm']) })),
  /** In the order of escalation; each is reached in one way at least. */
  contacts: z.array(
    z.object({
      name: z.string(),
      role: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  /** Unplanned outages by their fault that began in so many days before it, those that overlap as one. */
  past: z.object({ days: z.number().int(), outages: z.number().int(), minutes: z.number().int() }),
});
export type VendorShown = z.infer<typeof VendorShown>;

/** GET /api/v1/incidents/:id. */
export const IncidentPage = IncidentRow.extend({
  asOf: When,
  transitions: z.array(TransitionShown),
  drops: z.array(z.string()),
  /** Those of the same root that this one leads. */
  parts: z.array(z.object({ id: z.string(), processName: z.string(), state: z.enum(incidentStates) })),
  /**
   * Technical alarms: its own, those of the parts that are told with it, and the alerts of other tools that fired meanwhile on what it
   * stands on; oldest first.
   */
  alarms: z
    .array(
      z.object({
        component: z.string(),
        measure: z.string(),
        mandatedBy: z.string().nullable(),
        startedAt: When,
        endedAt: When.nullable(),
        /** Another tool raised it, and `measure` is what that calls it: its id in the alert catalogue. Else absent. */
        external: z.string().optional(),
      }),
    )
    .optional(),
  steps: z.array(StepDone),
  /** Ended ones of the same process with the nearest share and class, most alike first. */
  similar: z.array(
    z.object({
      id: z.string(),
      onset: When,
      minutes: z.number().int(),
      class: ImpactClass.nullable(),
      why: z.string(),
      /** Its incident, and what it is in the ledger; null for what has none. */
      incident: z.string().nullish(),
      outage: z.object({ id: z.string(), state: z.enum(outageStates) }).nullish(),
      share: Estimate.nullish(),
      /** What it cost, as the ledger has it where it does; null where it is not known, or not shown to who asks. */
      gross: Estimate.nullish(),
      recovered: Estimate.nullish(),
      net: Estimate.nullish(),
      /** As the ledger names it. */
      cause: z.string().nullish(),
      /** What somebody said that it helped, or noted when they acted. */
      helped: z.object({ what: z.string(), by: z.string() }).nullish(),
    }),
  ),
  moneyHidden: z.boolean(),
  /** What it is in the ledger; null for what left none. */
  outage: z.object({ id: z.string(), state: z.enum(outageStates) }).nullish(),
  /** Null while nothing is losing, and for what is no loss. */
  verdict: VerdictShown.nullish(),
  /** What to do: of the process first, then of what it leads to. */
  runbooks: z.array(RunbookShown).optional(),
  /** Whom to ask, that of the probable root first. */
  vendors: z.array(VendorShown).optional(),
  /** What who asks may do now. */
  may: z.array(z.enum(['acknowledge', 'mitigate', 'dismiss', 'reopen', 'report', 'review', 'mute', 'step'])),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

const Reason = z.string().trim().min(3).max(2_000);

/** POST /api/v1/incidents/:id/acts. */
export const NewAct = z
  .discriminatedUnion('act', [
    z.object({ act: z.literal('mitigate'), reason: Reason }),
    z.object({ act: z.literal('dismiss'), reason: Reason }),
    z.object({ act: z.literal('reopen'), reason: Reason }),
    z.object({ act: z.literal('report') }),
    z.object({ act: z.literal('review') }),
  ])
  .meta({ examples: [{ act: 'mitigate', reason: 'The banner is up.' }] });
export type NewAct = z.infer<typeof NewAct>;

/** POST /api/v1/incidents/:id/steps: one of the five steps is done. */
export const NewStep = z
  .object({ step: ResponseStep, note: z.string().trim().max(2_000).default('') })
  .meta({ examples: [{ step: 'business', note: 'Sales of all shops are down.' }] });
export type NewStep = z.infer<typeof NewStep>;

/** POST /api/v1/incidents/:id/mute: nobody is called until then; a day at most. */
export const NewMute = z
  .object({ until: When, reason: Reason })
  .meta({ examples: [{ until: '2026-11-22T06:00:00Z', reason: 'The vendor works on it.' }] });
export type NewMute = z.infer<typeof NewMute>;
