import { z } from 'zod';
import { partialPolicies, plannedPolicies, unknownPolicies, usualPolicy } from './availability.ts';
import { subjectKinds } from './outage.ts';

const When = z.iso.datetime();
export const LedgerScope = z.enum(['process', 'global']);

/** Of whom a ledger is asked for. */
export const LedgerParams = z.object({ kind: z.enum(subjectKinds), name: z.string().max(63) });

/** A period, and how it is counted; the usual policy where nothing is said. `scope` names the figure whose exclusions hold. */
export const LedgerQuery = z.object({
  from: When,
  to: When,
  planned: z.enum(plannedPolicies).default(usualPolicy.planned),
  unknown: z.enum(unknownPolicies).default(usualPolicy.unknown),
  partial: z.enum(partialPolicies).default(usualPolicy.partial),
  minimum: z.coerce.number().int().min(0).max(86_400).default(usualPolicy.minimumSeconds),
  scope: LedgerScope.default('process'),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** Which rows are written into a file. */
export const LedgerFileQuery = z.object({
  from: When,
  to: When,
  subject: z.string().max(100).optional(),
  scope: LedgerScope.default('process'),
});
export type LedgerFileQuery = z.infer<typeof LedgerFileQuery>;
