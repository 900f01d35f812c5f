import { z } from 'zod';
import { parseDuration } from '../../catalog/duration.ts';
import { DurationText, Reference } from '../../catalog/fields.ts';
import { as } from '../../catalog/finding.ts';
import { SecretName } from '../../catalog/reach.ts';
import { Outcome } from '../business-event.ts';

/** `name`, `name{label="value",…}` or `{…}`: what PromQL calls an instant vector selector, without anything around it. */
const matcher = String.raw`\s*[a-zA-Z_]\w*\s*(?:=~|!~|!=|=)\s*"(?:[^"\\]|\\.)*"\s*`;
const selector = new RegExp(
  String.raw`^\s*(?:[a-zA-Z_:][\w:]*\s*(?:\{(?:${matcher}(?:,${matcher})*,?)?\s*\})?|\{${matcher}(?:,${matcher})*,?\s*\})\s*$`,
);

/** Which series are read and what they count: by themselves what their metric says, or completions of a step of a process. */
export const PullQuery = z
  .strictObject({
    query: z
      .string()
      .max(4_096)
      .regex(
        selector,
        'expected a selector such as http_requests_total{job="shop"}, without functions, ranges or operators',
      ),
    /** What the metric is, where its name does not say it. */
    type: z.enum(['counter', 'gauge']).optional(),
    process: Reference.optional(),
    step: z.string().min(1).max(128).optional(),
    outcome: Outcome.optional(),
  })
  .superRefine(({ process, step, outcome, type }, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, ...as('missing_field') });
    if (process !== undefined && step === undefined) complain('step', 'expected the step that the series counts');
    if (process === undefined && (step ?? outcome) !== undefined)
      complain('process', 'expected the process of the step');
    if (process !== undefined && type === 'gauge') complain('type', 'expected a counter: a gauge counts nothing');
  });
export type PullQuery = z.infer<typeof PullQuery>;

const httpUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  if (!fits) context.addIssue({ code: 'custom', message: 'expected http://HOST:PORT or https://HOST, a path at most' });
  else if (url.username !== '' || url.password !== '')
    context.addIssue({
      code: 'custom',
      message: 'a user or password must not be found here: name a secret of the server in auth',
    });
});

/** The fields of a Source of type `prometheus`. Secrets stand in the configuration of the server and are named here. */
export const pullFields = {
  url: httpUrl.optional(),
  queries: z.array(PullQuery).min(1).max(100).optional(),
  /** How long after the end of a minute its samples are asked for: scrapes take a while to be stored. */
  delay: DurationText.optional(),
  auth: z.union([z.strictObject({ bearerFrom: SecretName }), z.strictObject({ basicFrom: SecretName })]).optional(),
};
const PullFields = z.object(pullFields);
type PullFields = z.infer<typeof PullFields>;

const longestDelayMs = 600_000;

/** What is wrong between the fields of a source: those of another type, those missing, processes it does not name. */
export function pullProblems(
  spec: PullFields & { type: string; complete: string; processes: readonly string[] },
  complain: (path: (string | number)[], message: string, code: 'missing_field' | 'bad_value') => void,
): void {
  if (spec.type !== 'prometheus') {
    for (const field of Object.keys(pullFields) as (keyof PullFields)[])
      if (spec[field] !== undefined) complain([field], 'belongs to sources of type prometheus', 'bad_value');
    return;
  }
  if (spec.url === undefined) complain(['url'], 'expected the address of the Prometheus', 'missing_field');
  if (spec.queries === undefined) complain(['queries'], 'expected at least one query', 'missing_field');
  if (spec.complete === 'declared')
    complain(['complete'], 'expected observed: a Prometheus declares nothing', 'bad_value');
  if (spec.delay !== undefined && (parseDuration(spec.delay) ?? 0) > longestDelayMs)
    complain(['delay'], 'expected at most 10m', 'bad_value');
  spec.queries?.forEach(({ process }, index) => {
    if (process !== undefined && !spec.processes.includes(process))
      complain(['queries', index, 'process'], 'expected one of the processes of this source', 'bad_value');
  });
}
