import { z } from 'zod';
import { Level } from '../catalog/fields.ts';
import { Severity } from '../catalog/finding.ts';

const Share = z.number().min(0).max(1);
const Range = z.object({ low: z.number(), high: z.number() });

/** Money of an hour or a year: whole minor units, their text, and the same in major units in full precision. */
export const WorthShown = z.object({
  currency: z.string(),
  minor: z.number().int(),
  text: z.string(),
  value: z.number(),
});

/** How much a component matters for a process; null where a ratio is not defined (the process never fails). */
export const ImportanceShown = z.object({
  birnbaum: Share,
  criticality: Share.nullable(),
  fussellVesely: Share.nullable(),
  riskAchievementWorth: z.number().nullable(),
  riskReductionWorth: z.number().nullable(),
  /** Share of the value of the process that is lost while the component is down, more than while it is up. */
  valueAtRiskShare: z.number(),
});

export const RiskFindingCode = z.enum([
  'declared_below_derived',
  'hard_on_lesser',
  'infeasible_objective',
  'hard_cycle',
  'unknown_availability',
  'unknown_outage_lengths',
  'not_exact',
  'cause_disagrees',
  'no_dependency',
  'missing_level',
  'missing_value',
  'missing_owner',
  'missing_product_manager',
  'missing_runbook',
  'missing_health_endpoint',
  'few_measures',
  'declared_never_seen',
  'seen_not_declared',
  'decision_differs_from_file',
  'observed_differs',
]);
export type RiskFindingCode = z.infer<typeof RiskFindingCode>;

/** What the graph says against what is declared, with why it matters and what to do. */
export const RiskFinding = z.object({
  /** The same while the same thing is wrong with the same subject: code, subject and what else it is about. */
  id: z.string(),
  code: RiskFindingCode,
  severity: Severity,
  subject: z.string(),
  /** The kind of document that the subject is. */
  subjectKind: z.enum(['Process', 'Component', 'other']),
  /** What it is about beside the subject: what is needed, called or promised for. */
  other: z.string().optional(),
  /** Goes on after the name of the subject. */
  why: z.string(),
  /** What to do about it, a sentence of its own. */
  todo: z.string(),
  /** Both as one text. */
  message: z.string(),
  file: z.string(),
  line: z.number().int(),
});
export type RiskFinding = z.infer<typeof RiskFinding>;

export const ProcessCriticality = z.object({
  name: z.string(),
  level: Level.nullable(),
  availability: Share,
  unavailability: Share,
  /** Only where the number is not certain: buffers whose outage lengths are unknown, or a graph too large to be exact. */
  unavailabilityBounds: Range.optional(),
  valuePerHour: WorthShown.nullable(),
  expectedLossPerHour: WorthShown.nullable(),
  expectedLossShare: Share,
  expectedLossShareBounds: Range.optional(),
  /** `count` is null where they are too many to work out; `smallest` lists at most 20 of them. */
  minimalCutSets: z.object({
    count: z.number().nullable(),
    byOrder: z.array(z.number()),
    smallest: z.array(z.array(z.string())),
  }),
});
export type ProcessCriticality = z.infer<typeof ProcessCriticality>;

const stake = {
  valueAtRiskPerHour: WorthShown.nullable(),
  nextNinePerYear: WorthShown.nullable(),
  /** The same in further currencies; amounts of different currencies are never added. */
  otherCurrencies: z.array(z.object({ valueAtRiskPerHour: WorthShown, nextNinePerYear: WorthShown })).optional(),
};

export const ComponentCriticality = z.object({
  name: z.string(),
  declared: Level.nullable(),
  derived: Level.nullable(),
  /** Its own, apart from what it stands on; null when unknown, which counts as never failing. */
  unavailability: Share.nullable(),
  perProcess: z.record(z.string(), ImportanceShown),
  ...stake,
});
export type ComponentCriticality = z.infer<typeof ComponentCriticality>;

export const CommonCauseCriticality = z.object({
  name: z.string(),
  unavailability: Share,
  components: z.array(z.string()),
  ...stake,
});
export type CommonCauseCriticality = z.infer<typeof CommonCauseCriticality>;

/** What a component owes those who stand on it, and which of it is there: `score` points of `of`. */
export const ContractScore = z.object({
  component: z.string(),
  score: z.number().int(),
  of: z.number().int(),
  met: z.array(z.string()),
  /** `why` goes on after the name of the component. */
  missing: z.array(z.object({ what: z.string(), why: z.string(), todo: z.string() })),
});
export type ContractScore = z.infer<typeof ContractScore>;

/** A number that only means something beside the others, and the place among them; 1 is the highest, equal ones share it. */
const Hint = z.object({ score: z.number(), place: z.number().int() });

/** What the shape of the graph alone hints at: payment stands last in it, so nothing is ranked by it. */
export const StructuralHint = z.object({ component: z.string(), pageRank: Hint, betweenness: Hint });

/** What is critical and why: `waga analyze criticality --json`. Components and causes stand by money at risk, most first. */
export const CriticalityAnswer = z.object({
  processes: z.array(ProcessCriticality),
  components: z.array(ComponentCriticality),
  commonCauses: z.array(CommonCauseCriticality),
  /** In the order of the catalogue. */
  contracts: z.array(ContractScore),
  /** Only from the command line, in the order of the catalogue. */
  hints: z.array(StructuralHint).optional(),
  findings: z.array(RiskFinding),
  notes: z.array(z.string()),
});
export type CriticalityAnswer = z.infer<typeof CriticalityAnswer>;
