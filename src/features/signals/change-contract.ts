import { z } from 'zod';
import { EventsAnswer } from './contract.ts';
import { countedEnvironment } from './series-names.ts';

/** What kind of thing was changed in what runs. */
export const ChangeKind = z.enum(['deploy', 'config', 'flag', 'scaling']);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** 202 of `POST /api/v1/changes`, after the good rows are on disk; the words are those of events. */
export const ChangesTaken = EventsAnswer;
export type ChangesTaken = z.infer<typeof ChangesTaken>;

/** Something that was changed in what runs, as it is shown. Exactly one of `component` and `process` is given. */
export const ShownChange = z.object({
  id: z.string(),
  kind: ChangeKind,
  at: z.iso.datetime(),
  title: z.string(),
  component: z.string().nullable(),
  process: z.string().nullable(),
  environment: z.string(),
  version: z.string().nullable(),
  by: z.string().nullable(),
  /** Begins with http:// or https://. */
  url: z.string().nullable(),
  source: z.string(),
});
export type ShownChange = z.infer<typeof ShownChange>;

const Instant = z.iso.datetime({ offset: true });

/** What is asked of `GET /api/v1/changes`; without a period the last seven days. */
export const ChangesQuery = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  /** Its own changes and those of every component it stands on. */
  process: z.string().max(256).optional(),
  component: z.string().max(256).optional(),
  environment: z.string().max(63).default(countedEnvironment),
  cursor: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ChangesQuery = z.infer<typeof ChangesQuery>;

/** GET /api/v1/changes, newest first. `next` is the cursor of the following page; null on the last. */
export const ChangesAnswer = z.object({ changes: z.array(ShownChange), next: z.string().nullable() });
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;
