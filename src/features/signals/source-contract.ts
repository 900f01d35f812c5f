import { z } from 'zod';
import { SourceStatus } from './contract.ts';
import { entrances } from './intake-tally.ts';

const Instant = z.iso.datetime();
const Count = z.number().int();

/** GET /api/v1/sources/:name: one source with what was refused of it and what its series are made of. */
export const SourceDetail = SourceStatus.extend({
  asOf: Instant,
  /** False for `default` where no document declares it. */
  declared: z.boolean(),
  displayName: z.string(),
  description: z.string().nullable(),
  /** How it proves that it is alive, and how long it may say nothing. */
  complete: z.enum(['declared', 'observed']),
  silentAfterMs: Count,
  /** Since when this installation has listened to anything. */
  listeningSince: Instant,
  /** What it is bound to: processes by the catalogue or because no source names them, components and measures by name. */
  processes: z.array(z.string()),
  components: z.array(z.string()),
  measures: z.array(z.string()),
  /** By the way it came in, since the server's start; `accepted` and `refused` above are since the first row. */
  entrances: z.array(
    z.object({
      entrance: z.enum(entrances),
      accepted: Count,
      duplicate: Count,
      refused: z.array(z.object({ code: z.string(), count: Count, lastAt: Instant })),
    }),
  ),
  cardinality: z.object({
    /** Series that were looked at for the two lists; fewer than `series` where there are very many. */
    lookedAt: Count,
    /** The metrics (or steps) with the most series, at most 20. */
    metrics: z.array(z.object({ name: z.string(), series: Count })),
    /** The labels with the most values, at most 20. */
    labels: z.array(z.object({ key: z.string(), values: Count, series: Count })),
  }),
});
export type SourceDetail = z.infer<typeof SourceDetail>;
