import { z } from 'zod';
import { Level } from '../../catalog/fields.ts';
import { WorthShown } from '../contract.ts';

/** As it was at the minute asked for. */
export const MapState = z.enum(['ok', 'partial', 'down', 'alarm', 'unknown', 'unmeasured']);
export type MapState = z.infer<typeof MapState>;

export const MapNode = z.object({
  /** `process:NAME` or `component:NAME`. */
  id: z.string(),
  kind: z.enum(['process', 'component']),
  name: z.string(),
  displayName: z.string(),
  type: z.string().nullable(),
  /** The business area: the product of a process; of a component the product that has most money on it, null when none stands on it. */
  area: z.string().nullable(),
  /** The level that held then: of a process decided or declared, of a component declared. */
  level: Level.nullable(),
  derived: Level.nullable(),
  state: MapState,
  /** Processes: expected value of an hour; components: money at risk. Null where unknown or hidden. */
  perHour: WorthShown.nullable(),
  /** 0 for processes; a component lies below everything that stands on it, members of one circle side by side. */
  layer: z.number().int(),
  findings: z.number().int(),
});
export type MapNode = z.infer<typeof MapNode>;

export const MapEdge = z.object({
  from: z.string(),
  to: z.string(),
  mode: z.enum(['hard', 'soft', 'async', 'group', 'discovered']),
  /** In words where it is not plainly hard: "6 % of the value", "buffers 30 minutes", "1 of 2", "seen in traces, not declared". */
  label: z.string().nullable(),
});
export type MapEdge = z.infer<typeof MapEdge>;

/** GET /api/v1/map?at: the graph by the catalogue and the states of a minute; without `at` of the last tick. */
export const MapAnswer = z.object({
  at: z.iso.datetime(),
  now: z.boolean(),
  catalogVersion: z.number().int(),
  /** In the order of the catalogue; those without one come last. */
  areas: z.array(z.object({ name: z.string().nullable(), displayName: z.string() })),
  nodes: z.array(MapNode),
  edges: z.array(MapEdge),
  moneyHidden: z.boolean(),
  notes: z.array(z.string()),
});
export type MapAnswer = z.infer<typeof MapAnswer>;
