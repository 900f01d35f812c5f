import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { ImpactClass, ImpactState } from '../impact/contract.ts';
import { Alarm } from '../objectives/contract.ts';
import { BalanceComponent, SourceStatus } from './contract.ts';
import { DependencyLine, DependencyStep } from './dependency-contract.ts';

/** GET /api/v1/components/:name: one component as of the last completed tick, with its last 30 days. */
export const ComponentPage = BalanceComponent.omit({ processes: true }).extend({
  asOf: z.iso.datetime(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  /** Declared availability of its own as decimal text, if any. */
  availability: z.string().nullable(),
  /** The zones of the processes that stand on it. */
  timeZones: z.array(z.string()),
  /** The processes that stand on it, those that lose money first, then in catalogue order. */
  carries: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      level: BalanceComponent.shape.level,
      state: ImpactState,
      class: ImpactClass.nullable(),
      /** Null as well where the money of its product is not shown to who asks. */
      lossPerHour: Estimate.nullable(),
      /** A shortest way down to this component, which is the last step. */
      way: z.array(DependencyStep),
    }),
  ),
  /** Money of some of `carries` is not shown to who asks. */
  moneyHidden: z.boolean(),
  standsOn: z.array(DependencyLine),
  /** The components that stand on it directly. */
  usedBy: z.array(z.string()),
  /** The components of `standsOn`, `usedBy` and the ways, in catalogue order. */
  components: z.array(BalanceComponent),
  sources: z.array(SourceStatus),
  /** Of the last 30 days, newest first. */
  alarms: z.array(Alarm),
});
export type ComponentPage = z.infer<typeof ComponentPage>;
