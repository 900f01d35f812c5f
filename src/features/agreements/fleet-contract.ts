import { z } from 'zod';
import { ExactFraction } from '../outages/availability.ts';
import { SubjectShown } from '../outages/outage-contract.ts';

const When = z.iso.datetime();
const Asked = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-01T00:00:00Z' });

/** Minutes of the window that were measured, and that were not; those that may still be proven are neither. */
const Counted = z.object({
  /** Requests, or attempts at the business result: those that succeeded, and all. Minutes that were not measured count nowhere. */
  good: z.number().int(),
  valid: z.number().int(),
  /** good of valid, in lowest terms; null where nothing was counted, which is neither up nor down. */
  availability: ExactFraction.nullable(),
  measuredMinutes: z.number().int(),
  unmeasuredMinutes: z.number().int(),
});

/** One process or component over the window. */
export const FleetRow = z
  .object({
    subject: SubjectShown,
    displayName: z.string(),
    product: z.string().nullable(),
    level: z.string().nullable(),
  })
  .extend(Counted.shape);
export type FleetRow = z.infer<typeof FleetRow>;

/** All of one kind together; kinds are not added up, for a request of a process is one of its components too. */
export const FleetTotal = z
  .object({
    kind: SubjectShown.shape.kind,
    subjects: z.number().int(),
    /** Of how many something was counted. */
    counted: z.number().int(),
  })
  .extend(Counted.shape);
export type FleetTotal = z.infer<typeof FleetTotal>;

/** GET /api/v1/availability: availability by requests of every process and measured component. */
export const FleetAnswer = z.object({
  /** The window, in whole minutes. */
  from: When,
  to: When,
  /** Up to when it is counted: the end of the window, or the present minute. */
  upTo: When,
  totals: z.array(FleetTotal),
  subjects: z.array(FleetRow),
  /** How many match in all. */
  matching: z.number().int(),
  /** Cursor of the next page. */
  next: z.string().nullable(),
});
export type FleetAnswer = z.infer<typeof FleetAnswer>;

export const fleetSorts = ['worst', 'name', 'unmeasured'] as const;

export const FleetQuery = z.object({
  from: Asked.optional(),
  to: Asked.optional(),
  kind: SubjectShown.shape.kind.optional(),
  /** Part of a name or product. */
  q: z.string().max(100).optional(),
  sort: z.enum(fleetSorts).default('worst'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
});
export type FleetQuery = z.infer<typeof FleetQuery>;
