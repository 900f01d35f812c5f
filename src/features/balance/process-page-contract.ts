import { z } from 'zod';
import { Drop, ProcessImpact } from '../impact/contract.ts';
import { Alarm } from '../objectives/contract.ts';
import { BalanceComponent, BalanceNow, SourceStatus } from './contract.ts';
import { DependencyLine } from './dependency-contract.ts';

const Level = z.enum(['critical', 'important', 'standard', 'supporting']).nullable();

/** GET /api/v1/processes/:name: one process as of the last completed tick, with its last 30 days. */
export const ProcessPage = z.object({
  asOf: z.iso.datetime(),
  name: z.string(),
  displayName: z.string(),
  description: z.string().nullable(),
  level: Level,
  /** Owner and product manager are those of the process, else of its product. */
  product: z.object({ name: z.string(), displayName: z.string() }).nullable(),
  productManager: z.string().nullable(),
  owner: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string().nullable(),
  steps: z.array(z.string()),
  kpi: z.string(),
  /** P2 begins at `partial`, P1 at `total`; `on` names the kind of day, null for all others. */
  thresholds: z.array(
    z.object({
      on: z.enum(['campaign', 'holiday', 'weekend', 'workday']).nullable(),
      partial: z.string(),
      total: z.string(),
    }),
  ),
  impact: ProcessImpact,
  /** Whether business and technology agree about this process now; the words of the balance. */
  verdict: BalanceNow.shape.verdict,
  /** What it is worth is not shown to who asks. Money is then null everywhere. */
  moneyHidden: z.boolean(),
  standsOn: z.array(DependencyLine),
  /** The components of `standsOn`, in catalogue order. */
  components: z.array(BalanceComponent),
  sources: z.array(SourceStatus),
  /** Of the last 30 days, newest first. */
  drops: z.array(Drop),
  /** Of the components it stands on, in the last 30 days, newest first, at most 500. */
  alarms: z.array(Alarm),
});
export type ProcessPage = z.infer<typeof ProcessPage>;

/** A step of the process over a period. */
export const FunnelStep = z.object({
  step: z.string(),
  /** Events with outcome ok, and with another, in the measured minutes. */
  done: z.number().int(),
  notDone: z.number().int(),
  /** Distinct users who passed it (at least, where minutes are unknown); null where some events named none or it is no longer kept. */
  users: z.number().int().nullable(),
});
export type FunnelStep = z.infer<typeof FunnelStep>;

/** GET /api/v1/processes/:name/funnel?from&to: how many passed each step. */
export const ProcessFunnel = z.object({
  process: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  minutes: z.number().int(),
  /** Of these nothing is known; what happened in them is not counted. */
  unknownMinutes: z.number().int(),
  steps: z.array(FunnelStep),
});
export type ProcessFunnel = z.infer<typeof ProcessFunnel>;
