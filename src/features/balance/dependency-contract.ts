import { z } from 'zod';

/** How one thing depends on another: without a hard one all value is lost, without a soft one the `share` of it. */
export const DependencyLink = z.object({
  mode: z.enum(['hard', 'soft', 'async']),
  /** Decimal text of the share of the value that is lost without it; soft only. */
  share: z.string().nullable(),
  /** How long nothing is lost without it; async only. */
  bufferMinutes: z.number().nullable(),
});
export type DependencyLink = z.infer<typeof DependencyLink>;

const Redundancy = z.object({ atLeast: z.number().int(), of: z.number().int() });

/** A line of the tree of dependencies: a component with its link, or a group of which `atLeast` of its `of` parts are needed. */
export const DependencyLine = z.object({
  /** 0 for what is depended on directly; the parts of a line follow it with one more. */
  depth: z.number().int(),
  group: Redundancy.nullable(),
  component: z.string().nullable(),
  link: DependencyLink.nullable(),
  /** It stands further up already, with what it stands on. */
  repeated: z.boolean(),
});
export type DependencyLine = z.infer<typeof DependencyLine>;

/** One step on the way from a process down to a component. */
export const DependencyStep = z.object({
  component: z.string(),
  link: DependencyLink,
  /** The redundancy group it is part of here, if any. */
  oneOf: Redundancy.nullable(),
});
export type DependencyStep = z.infer<typeof DependencyStep>;
