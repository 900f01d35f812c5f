import { z } from 'zod';

const When = z.iso.datetime();
const does = ['http', 'command', 'switch', 'message', 'wait', 'gather', 'question'] as const;

/**
 * `waiting`: its turn has not come; `needs-approval`, `asks`: a person is waited for; `running`; `done`; `failed`; `refused`: beyond the
 * rights of who runs it or of the server; `unclear`: the server stopped while it ran, so that nobody knows; `skipped`; `undone`.
 */
export const StepState = z.enum([
  'waiting',
  'needs-approval',
  'asks',
  'running',
  'done',
  'failed',
  'refused',
  'unclear',
  'skipped',
  'undone',
]);
export type StepState = z.infer<typeof StepState>;

export const RunStep = z.object({
  id: z.string(),
  title: z.string(),
  do: z.enum(does),
  /** In words what it does: "POST https://…", "command drain-queue node-1". No secret. */
  what: z.string(),
  approval: z.enum(['none', 'one', 'another']),
  repeatable: z.boolean(),
  undoable: z.boolean(),
  state: StepState,
  startedAt: When.nullable(),
  endedAt: When.nullable(),
  /** Who approved, answered, or said what became of it; null: nobody had to. */
  by: z.string().nullable(),
  /** What came of it, in words; of a command the end of what it wrote. Answers of other servers are not repeated. */
  says: z.string(),
  question: z.object({ text: z.string(), answers: z.array(z.string()) }).nullable(),
});
export type RunStep = z.infer<typeof RunStep>;

export const RunShown = z.object({
  id: z.string(),
  runbook: z.string(),
  displayName: z.string(),
  incident: z.string().nullable(),
  /** `needs`: a person is waited for. */
  state: z.enum(['running', 'needs', 'done', 'stopped', 'failed']),
  startedAt: When,
  endedAt: When.nullable(),
  /** Null: by policy. */
  startedBy: z.string().nullable(),
  /** Whose rights its steps are held against: a person, or the policy. */
  rightsOf: z.string(),
  steps: z.array(RunStep),
  log: z.array(z.object({ at: When, step: z.string().nullable(), by: z.string().nullable(), says: z.string() })),
  revision: z.number().int(),
  may: z.array(z.enum(['approve', 'answer', 'skip', 'retry', 'mark-done', 'stop', 'undo'])),
});
export type RunShown = z.infer<typeof RunShown>;

export const RunbookRow = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string().nullable(),
  processes: z.array(z.string()),
  components: z.array(z.string()),
  startsWith: z.array(z.string()),
  afterRestart: z.enum(['go-on', 'stop']),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      do: z.enum(does),
      what: z.string(),
      approval: z.enum(['none', 'one', 'another']),
    }),
  ),
  /** What cannot be done as it stands, such as a command that the configuration does not name. */
  problems: z.array(z.string()),
  runs: z.number().int(),
  lastRun: z.object({ id: z.string(), at: When, state: RunShown.shape.state }).nullable(),
  mayRun: z.boolean(),
});
export type RunbookRow = z.infer<typeof RunbookRow>;

/** How much was done without a person, in the last so many days. Steps are counted, hours are those of `minutesByHand`. */
export const RunbookMeter = z.object({
  days: z.number().int(),
  runs: z.number().int(),
  steps: z.object({ done: z.number().int(), alone: z.number().int() }),
  minutesSaved: z.number().int(),
});
export type RunbookMeter = z.infer<typeof RunbookMeter>;

/** GET /api/v1/runbooks. */
export const RunbooksAnswer = z.object({ asOf: When, runbooks: z.array(RunbookRow), meter: RunbookMeter });
export type RunbooksAnswer = z.infer<typeof RunbooksAnswer>;
/** GET /api/v1/runbook-runs[?runbook&incident&limit]: newest first. */
export const RunsAnswer = z.object({ runs: z.array(RunShown) });
export type RunsAnswer = z.infer<typeof RunsAnswer>;
/** POST /api/v1/runbooks/:name/runs (right `respond`) → RunShown. */
export const NewRun = z
  .object({ incident: z.string().max(200).optional() })
  .meta({ examples: [{ incident: 'loss-payment-1' }] });
/** POST /api/v1/runbook-runs/:id/acts (right `respond`, If-Match the revision) → RunShown. */
export const NewRunAct = z
  .discriminatedUnion('act', [
    z.object({ act: z.literal('approve'), step: z.string().max(63) }),
    z.object({ act: z.literal('answer'), step: z.string().max(63), answer: z.string().max(100) }),
    z.object({ act: z.literal('skip'), step: z.string().max(63), reason: z.string().trim().min(3).max(2_000) }),
    z.object({ act: z.literal('retry'), step: z.string().max(63) }),
    /** Of an unclear step: somebody looked, and it was done. */
    z.object({ act: z.literal('mark-done'), step: z.string().max(63), reason: z.string().trim().min(3).max(2_000) }),
    z.object({ act: z.literal('undo'), step: z.string().max(63) }),
    z.object({ act: z.literal('stop'), reason: z.string().trim().min(3).max(2_000) }),
  ])
  .meta({ examples: [{ act: 'answer', step: 'ask', answer: 'Yes' }] });
export type NewRunAct = z.infer<typeof NewRunAct>;
