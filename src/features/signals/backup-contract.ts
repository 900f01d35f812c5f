import { z } from 'zod';

/** POST /api/v1/backup → 202 BackupState. The folder is one of the machine that the server runs on. */
export const BackupRequest = z.object({
  directory: z
    .string()
    .max(4_096)
    .regex(/^\//, 'expected an absolute path')
    .meta({ examples: ['/var/backups/waga'] }),
});

/** What a whole backup is, also in its `manifest.json`. */
export const BackupSummary = z.object({
  directory: z.string(),
  /** The one moment that both stores are of. */
  at: z.iso.datetime(),
  bytes: z.number().int(),
  files: z.number().int(),
  /** Rows by table of the records and by kind of the measurements. */
  records: z.record(z.string(), z.number().int()),
  measurements: z.record(z.string(), z.number().int()),
  /** How long writers were held, and how long all of it took. */
  heldMs: z.number(),
  tookMs: z.number(),
});
export type BackupSummary = z.infer<typeof BackupSummary>;

/** GET /api/v1/backup: the last backup that was asked for since the start. */
export const BackupState = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  startedAt: z.iso.datetime().nullable(),
  summary: BackupSummary.nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type BackupState = z.infer<typeof BackupState>;
