import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Drop, ProcessImpact } from '../impact/contract.ts';
import { Alarm, ComponentHealth } from '../objectives/contract.ts';
import { SourceStatus as WholeSourceStatus } from '../signals/contract.ts';

/** How a source is doing, as far as the page shows it. */
export const SourceStatus = WholeSourceStatus.omit({ duplicate: true, droppedAttributes: true });
export type SourceStatus = z.infer<typeof SourceStatus>;

export const BalanceProcess = z.object({
  name: z.string(),
  displayName: z.string(),
  product: z.string().nullable(),
  level: z.enum(['critical', 'important', 'standard', 'supporting']).nullable(),
  timeZone: z.string(),
  thresholds: z.object({ partial: z.string(), total: z.string() }),
  currency: z.string().nullable(),
  /** Components it stands on, transitively, in catalogue order. */
  components: z.array(z.string()),
  sources: z.array(z.string()),
  impact: ProcessImpact,
  /** The last hour, one entry a minute, for the sparkline; null is unknown. */
  recent: z.object({
    from: z.iso.datetime(),
    actual: z.array(z.number().int().nullable()),
    expected: z.array(z.number().nullable()),
  }),
});
export type BalanceProcess = z.infer<typeof BalanceProcess>;

export const BalanceComponent = z.object({
  name: z.string(),
  displayName: z.string(),
  level: z.enum(['critical', 'important', 'standard', 'supporting']).nullable(),
  type: z.string().nullable(),
  processes: z.array(z.string()),
  health: ComponentHealth,
});
export type BalanceComponent = z.infer<typeof BalanceComponent>;

/** GET /api/v1/balance: the state of the last completed tick. */
export const BalanceNow = z.object({
  asOf: z.iso.datetime(),
  environment: z.string(),
  processes: z.array(BalanceProcess),
  components: z.array(BalanceComponent),
  sources: z.array(SourceStatus),
  /** Money missing per hour now, one Estimate per currency, only from processes that are losing. */
  losing: z.array(Estimate),
  /** True where money of some processes is left out, also of `losing`, because it is not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
  /**
   * The beam of the scales. `verdict`: agree-calm (no alarm, no loss), agree-alarm (alarm and loss), noise (alarm, no
   * loss), blind-spot (loss, no alarm), unknown (nothing measured). `tilt` −1 … 1: 0 level, positive = the business
   * side is heavier (money is being lost): the largest impact share among losing processes; a technical alarm alone
   * tilts the other way, by the share of measured components in alarm.
   */
  verdict: z.enum(['agree-calm', 'agree-alarm', 'noise', 'blind-spot', 'unknown']),
  tilt: z.number().min(-1).max(1),
});
export type BalanceNow = z.infer<typeof BalanceNow>;

const Cell = z.object({
  /** Process-minutes. */
  minutes: z.number().int(),
  /** Money lost in these minutes, per currency. */
  money: z.array(Estimate),
});

/** GET /api/v1/balance/matrix?from&to[&process]: the 2×2 of alarms against drops, in process-minutes. */
export const BalanceMatrix = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  process: z.string().nullable(),
  cells: z.object({ alarmAndDrop: Cell, alarmNoDrop: Cell, dropNoAlarm: Cell, neither: Cell }),
  unknownMinutes: z.number().int(),
  /** True where money of some processes is left out, also of the cells, because it is not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
  /** What the cells are made of, newest first, at most 200 each. */
  drops: z.array(Drop),
  alarms: z.array(Alarm.extend({ processes: z.array(z.string()), duringDrop: z.boolean() })),
});
export type BalanceMatrix = z.infer<typeof BalanceMatrix>;
