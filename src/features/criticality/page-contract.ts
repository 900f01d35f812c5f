import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Level } from '../catalog/fields.ts';
import { ImportanceShown, ProcessCriticality, WorthShown } from './contract.ts';
import { ServedFinding } from './findings/finding-contract.ts';

/** Where an unavailability comes from. */
export const AvailabilityFrom = z.enum(['declared', 'measured', 'unknown']);

/** What is declared, what follows from the graph, and what was seen, of one component or of one pair. */
const levels = {
  declared: Level.nullable(),
  derived: Level.nullable(),
  /** From what processes really lost while it was really down; null where nothing was seen. */
  observed: Level.nullable(),
  /** Outages that `observed` rests on. */
  observedIncidents: z.number().int(),
};

/** A row of the table of components. */
export const ComponentRow = z.object({
  name: z.string(),
  displayName: z.string(),
  type: z.string().nullable(),
  owner: z.string().nullable(),
  /** The products of the processes on it, most money first: the business areas it belongs to. */
  areas: z.array(z.string()),
  ...levels,
  unavailability: z.number().nullable(),
  availabilityFrom: AvailabilityFrom,
  processes: z.number().int(),
  /** In the present hour of the week; null where no value is known or it is not shown to who asks. */
  valueAtRiskPerHour: WorthShown.nullable(),
  /** In its dearest hour of the week. */
  dearestHour: WorthShown.nullable(),
  nextNinePerYear: WorthShown.nullable(),
  /** Points of the service contract it has, and of how many. */
  contract: z.object({ score: z.number().int(), of: z.number().int() }),
  /** Structural hints, never used for ranking: rank 1 is the highest. */
  hints: z.object({ pageRank: z.number().int(), betweenness: z.number().int() }),
  /** Open findings: errors and warnings. */
  errors: z.number().int(),
  warnings: z.number().int(),
});
export type ComponentRow = z.infer<typeof ComponentRow>;

export const ProcessRow = ProcessCriticality.omit({ minimalCutSets: true }).extend({
  displayName: z.string(),
  product: z.string().nullable(),
  levelFrom: z.enum(['decision', 'file']).nullable(),
  /** Components that take it down alone. */
  alone: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
});
export type ProcessRow = z.infer<typeof ProcessRow>;

/** GET /api/v1/criticality: as last worked out. */
export const CriticalityPage = z.object({
  asOf: z.iso.datetime(),
  catalogVersion: z.number().int(),
  /** `working` while the first answer, or the one of a new catalogue, is being worked out; the rows are then the former ones. */
  state: z.enum(['ready', 'working', 'failed']),
  processes: z.array(ProcessRow),
  components: z.array(ComponentRow),
  findings: z.array(ServedFinding),
  moneyHidden: z.boolean(),
  notes: z.array(z.string()),
});
export type CriticalityPage = z.infer<typeof CriticalityPage>;

/** What one component does to one process: said, derived, seen. */
export const CouplingRow = z.object({
  process: z.string(),
  displayName: z.string(),
  level: Level.nullable(),
  importance: ImportanceShown,
  valueAtRiskPerHour: WorthShown.nullable(),
  /** What the process lost while the component was down; null where that was never seen. */
  observed: z.object({ lostShare: Estimate, incidents: z.number().int(), minutes: z.number().int() }).nullable(),
  /** Why nothing is observed, or what else was down with it. */
  note: z.string().nullable(),
});
export type CouplingRow = z.infer<typeof CouplingRow>;

/** GET /api/v1/components/:name/criticality. */
export const ComponentCriticalityPage = z.object({
  asOf: z.iso.datetime(),
  component: ComponentRow,
  processes: z.array(CouplingRow),
  /** 168 hours from Monday 00:00 in `timeZone`; per currency; empty where no value is known or shown. */
  week: z.array(
    z.object({
      timeZone: z.string(),
      currency: z.string(),
      /** Whole minor units at risk in each hour; null where the value of the hour is not known. */
      minor: z.array(z.number().int().nullable()).length(168),
    }),
  ),
  contract: z.object({
    met: z.array(z.string()),
    missing: z.array(z.object({ what: z.string(), why: z.string(), todo: z.string() })),
  }),
  findings: z.array(ServedFinding),
  moneyHidden: z.boolean(),
});
export type ComponentCriticalityPage = z.infer<typeof ComponentCriticalityPage>;

/** GET /api/v1/processes/:name/criticality. */
export const ProcessCriticalityPage = z.object({
  asOf: z.iso.datetime(),
  process: ProcessRow.extend({ minimalCutSets: ProcessCriticality.shape.minimalCutSets }),
  /** The components it stands on, most money at risk for this process first. */
  components: z.array(
    // The levels stand apart: `observed` of the coupling is what was lost, that of the levels is a level.
    CouplingRow.omit({ process: true, level: true }).extend({ component: z.string(), levels: z.object(levels) }),
  ),
  findings: z.array(ServedFinding),
  moneyHidden: z.boolean(),
});
export type ProcessCriticalityPage = z.infer<typeof ProcessCriticalityPage>;
