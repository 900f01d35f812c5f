import { z } from 'zod';
import { SubjectShown } from '../outage-contract.ts';

const When = z.iso.datetime();

export const windowStates = ['coming', 'now', 'kept', 'overrun'] as const;

export const WindowShown = z.object({
  /** Of the Maintenance. */
  name: z.string(),
  displayName: z.string(),
  /** Null: one's own. */
  vendor: z.object({ name: z.string(), displayName: z.string() }).nullable(),
  subjects: z.array(SubjectShown.extend({ displayName: z.string() })),
  from: When,
  /** As it was announced. */
  to: When,
  /** By its document, else since when it is on record; null while it is neither. */
  announcedAt: When.nullable(),
  /** So long before it begins it is to be announced. */
  noticeNeededSeconds: z.number().int(),
  announced: z.enum(['in-time', 'late', 'not-yet']),
  /** coming; now: it lasts; kept: it is over, and ended in time; overrun: something of it went on beyond its end. */
  state: z.enum(windowStates),
  /** How far the worst of its subjects went on; 0 where none did. */
  overrunSeconds: z.number().int(),
  /** Whether what went on still lasts. */
  lasts: z.boolean(),
  /** Nobody is called for what begins in it before it ends. */
  mute: z.boolean(),
  /** Names of the Switches that Waga switches off as long as it lasts. */
  switches: z.array(z.string()).optional(),
  /** What is switched off, and what customers are told; null: nothing. */
  switchOff: z.string().nullable(),
  banner: z.string().nullable(),
  /** Ids of its planned outages in the ledger, and of what went on of it. */
  outages: z.array(z.string()),
  surplus: z.array(z.string()),
});
export type WindowShown = z.infer<typeof WindowShown>;

/** GET /api/v1/maintenance: windows that last at some time of [from, to), in order; left out: five weeks back and ahead. */
export const MaintenanceQuery = z.object({ from: When.optional(), to: When.optional() });

export const MaintenanceAnswer = z.object({ asOf: When, from: When, to: When, windows: z.array(WindowShown) });
export type MaintenanceAnswer = z.infer<typeof MaintenanceAnswer>;
