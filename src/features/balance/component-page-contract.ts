import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { ImpactClass, ImpactState } from '../impact/contract.ts';
import { Alarm } from '../objectives/contract.ts';
import { DiscoveredDependency } from '../signals/contract.ts';
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

/** Who calls whom, as the catalogue declares it, as traces show it, or both. */
export const ComparedDependency = z.object({
  direction: z.enum(['calls', 'called-by']),
  /** Of the component, or of the service where no component is known by it. */
  name: z.string(),
  component: z.string().nullable(),
  declared: z.boolean(),
  /** The edge with most calls; null where no trace shows it. */
  seen: DiscoveredDependency.nullable(),
});
export type ComparedDependency = z.infer<typeof ComparedDependency>;

/** GET /api/v1/components/:name/dependencies?from&to: declared beside discovered. */
export const ComponentDependencies = z.object({
  component: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  dependencies: z.array(ComparedDependency),
});
export type ComponentDependencies = z.infer<typeof ComponentDependencies>;
