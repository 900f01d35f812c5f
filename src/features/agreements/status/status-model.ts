import { z } from 'zod';
import { ComponentStatus, PostStatus } from '../status-contract.ts';

const At = z.number().int();

/** In both languages; without Polish (null) a Polish page shows the English text and says that it is English. */
const Told = z.object({ en: z.string(), pl: z.string().nullable() });
export type Told = z.infer<typeof Told>;

export const dayStates = ['none', 'degraded', 'partial', 'major'] as const;

const Day = z.object({
  /** `2026-11-20` on the wall clock of the component. */
  day: z.string(),
  from: At,
  worst: z.enum(dayStates),
  /** Time within it in which something failed, whatever the share. */
  downSeconds: z.number().int(),
  maintenanceSeconds: z.number().int(),
  /** False before anything was measured: nothing is claimed of such a day. */
  known: z.boolean(),
});
export type StatusDay = z.infer<typeof Day>;

const Component = z.object({
  /** Stable and without the name that the process has inside. */
  id: z.string(),
  name: Told,
  description: Told.nullable(),
  group: Told.nullable(),
  timeZone: z.string(),
  status: ComponentStatus,
  /** Since when it is so; null where it works. */
  since: At.nullable(),
  /** Oldest first. */
  days: z.array(Day),
});
export type StatusComponent = z.infer<typeof Component>;

export const impacts = ['none', 'minor', 'major', 'critical', 'maintenance'] as const;

const Incident = z.object({
  id: z.string(),
  /** Null for maintenance that nobody wrote about. */
  title: Told.nullable(),
  kind: z.enum(['incident', 'maintenance']),
  status: PostStatus,
  impact: z.enum(impacts),
  /** When it began and ended, or is to; by the ledger. */
  from: At,
  to: At.nullable(),
  createdAt: At,
  updatedAt: At,
  resolvedAt: At.nullable(),
  /** Whether it is still to be told of on top: neither resolved nor completed. */
  active: z.boolean(),
  /** Ids of what it is about. */
  components: z.array(z.string()),
  timeZone: z.string(),
  /** Newest first. */
  posts: z.array(z.object({ id: z.string(), at: At, status: PostStatus, body: Told })),
});
export type StatusIncident = z.infer<typeof Incident>;

/**
 * Everything that a status page shows, and nothing else: no money, no cause, no name from inside. It is kept in a file, so that the page
 * stands while the stores are down.
 */
export const StatusModel = z.object({
  schema: z.literal('waga-status/1'),
  /** When the stores were looked at. */
  asOf: At,
  /** When something of it changed last. */
  updatedAt: At,
  title: Told,
  url: z.string().nullable(),
  support: z.string().nullable(),
  /** Of the days in the history. */
  timeZone: z.string(),
  components: z.array(Component),
  /** Also maintenance; newest begin first. */
  incidents: z.array(Incident),
});
export type StatusModel = z.infer<typeof StatusModel>;
