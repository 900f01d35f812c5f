import { z } from 'zod';
import { DurationText, Reference } from '../../catalog/fields.ts';
import { as } from '../../catalog/finding.ts';
import { httpAddress, SecretName } from '../../catalog/reach.ts';

const Id = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'expected lower-case letters, digits and "-"');
const HttpAddress = httpAddress('https://shop.example.com/healthz');

/** What a step does. */
const actions = {
  http: z.strictObject({
    do: z.literal('http'),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('GET'),
    url: HttpAddress,
    body: z.string().max(16_384).optional(),
    bearerFrom: SecretName.optional(),
    /** What counts as done; left out: any 2xx. */
    expect: z
      .strictObject({
        status: z.number().int().min(100).max(599).optional(),
        contains: z.string().min(1).max(500).optional(),
      })
      .optional(),
  }),
  /** One of the commands that the server's configuration names, with these arguments. */
  command: z.strictObject({
    do: z.literal('command'),
    command: Id,
    arguments: z.array(z.string().max(1_000)).max(50).default([]),
  }),
  switch: z.strictObject({ do: z.literal('switch'), switch: Reference, to: z.enum(['on', 'off']) }),
  message: z.strictObject({
    do: z.literal('message'),
    channels: z.array(Reference).min(1).max(10),
    text: z.string().trim().min(1).max(2_000),
  }),
  wait: z.strictObject({ do: z.literal('wait'), for: DurationText }),
  /** What Waga itself knows of the incident, written into the log: impact, probable root, alarms, changes, similar outages. */
  gather: z.strictObject({ do: z.literal('gather') }),
  /** Asks a person; the answer decides where it goes on. */
  question: z.strictObject({
    do: z.literal('question'),
    text: z.string().trim().min(1).max(1_000),
    answers: z
      .array(
        z.strictObject({ answer: z.string().trim().min(1).max(100), goTo: Id.optional(), end: z.boolean().optional() }),
      )
      .min(1)
      .max(6),
  }),
};

const shared = {
  id: Id,
  title: z.string().trim().min(1).max(200),
  /** After this it has failed. A question waits without a limit unless one is given. */
  timeLimit: DurationText.optional(),
  /** A person agrees before it is done: anyone who may run it, or another person than the one who runs it. */
  approval: z.enum(['none', 'one', 'another']).default('none'),
  /** Whether it may be done again when nobody knows whether it was done. */
  repeatable: z.boolean().default(false),
  onFailure: z.enum(['stop', 'go-on', 'undo']).default('stop'),
  /** How it is undone: another step's action. */
  undo: z.discriminatedUnion('do', [actions.http, actions.command, actions.switch, actions.message]).optional(),
  /** What it takes by hand, for the hours saved. */
  minutesByHand: z.number().min(0).max(1_440).default(5),
};

export const RunbookStep = z.discriminatedUnion('do', [
  z.strictObject({ ...actions.http.shape, ...shared }),
  z.strictObject({ ...actions.command.shape, ...shared }),
  z.strictObject({ ...actions.switch.shape, ...shared }),
  z.strictObject({ ...actions.message.shape, ...shared }),
  z.strictObject({ ...actions.wait.shape, ...shared }),
  z.strictObject({ ...actions.gather.shape, ...shared }),
  z.strictObject({ ...actions.question.shape, ...shared }),
]);
export type RunbookStep = z.infer<typeof RunbookStep>;
export type UndoAction = NonNullable<RunbookStep['undo']>;

/** Steps that are done one after the other, by hand or by policy. */
export const RunbookSpec = z
  .strictObject({
    /** What it is for: shown on incidents of these. */
    processes: z.array(Reference).max(200).default([]),
    components: z.array(Reference).max(200).default([]),
    /** Left out: a person starts it. Else it starts by itself with each incident of these classes. */
    startsWith: z.strictObject({ classes: z.array(z.enum(['P1', 'P2', 'blind', 'technical'])).min(1) }).optional(),
    /** A server that was stopped between two steps goes on with the next, or stops the run. */
    afterRestart: z.enum(['go-on', 'stop']).default('stop'),
    steps: z.array(RunbookStep).min(1).max(50),
  })
  .superRefine(({ steps }, context) => {
    const ids = steps.map(({ id }) => id);
    steps.forEach((one, index) => {
      const issue = (path: (string | number)[], message: string, code: 'repeated' | 'bad_value') =>
        context.addIssue({ code: 'custom', path: ['steps', index, ...path], message, ...as(code) });
      if (ids.indexOf(one.id) !== index) issue(['id'], `${one.id} is the id of another step`, 'repeated');
      if (one.do !== 'question') return;
      one.answers.forEach(({ goTo }, at) => {
        if (goTo !== undefined && ids.indexOf(goTo) <= index) {
          issue(['answers', at, 'goTo'], 'expected the id of a later step', 'bad_value');
        }
      });
    });
  });
export type RunbookSpec = z.infer<typeof RunbookSpec>;
