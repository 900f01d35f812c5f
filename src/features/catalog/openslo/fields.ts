import { z } from 'zod';
import { TimeZone } from '../fields.ts';
import { as } from '../finding.ts';

/** What the kinds of OpenSLO v1 share. Source: the specification, github.com/OpenSLO/OpenSLO, version 1. */

/** The fields that every kind has beside its spec. */
export const Metadata = z.strictObject({
  name: z.string().min(1).max(253),
  displayName: z.string().max(500).nullish(),
  labels: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
});

export const Description = z.string().max(1_050).nullish();

/** The name of another object. */
export const Ref = z.string().min(1).max(253);

/** `5m`, `1h`, `28d`, `1w`, `1M`, `1Q`, `1Y`: a whole number of seconds, minutes, hours, days, weeks, months, quarters or years. */
export const Shorthand = z.string().superRefine((text, context) => {
  if (/^[1-9]\d{0,8}[smhdwMQY]$/.test(text)) return;
  const message = 'expected a duration such as 5m, 1h, 28d, 1w, 1M';
  context.addIssue({ code: 'custom', message, ...as('bad_duration') });
});

const StartTime = z.string().superRefine((text, context) => {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(text);
  if (found && new Date(`${found[1]}T${found[2]}Z`).toJSON()?.slice(0, 10) === found[1]) return;
  context.addIssue({ code: 'custom', message: 'expected a time such as 2026-01-31 12:30:00', ...as('bad_time') });
});

/** Rolling, or aligned to a calendar. */
export const TimeWindow = z
  .strictObject({
    duration: Shorthand,
    isRolling: z.boolean().optional(),
    calendar: z.strictObject({ startTime: StartTime, timeZone: TimeZone }).optional(),
  })
  .superRefine((window, context) => {
    const rolling = window.isRolling ?? window.calendar === undefined;
    if (rolling === (window.calendar === undefined)) return;
    const message = rolling ? 'expected false beside a calendar' : 'expected true, or a calendar beside it';
    context.addIssue({ code: 'custom', path: ['isRolling'], message });
  });

/** How a value is compared with the one of the objective. */
export const Operator = z.enum(['lte', 'gte', 'lt', 'gt']);

/** The query that a source of data understands; in words of that source, so that nothing is known of it here. */
export const MetricSource = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: Ref.optional(),
    type: z.string().min(1).optional(),
    spec: z.record(z.string(), z.unknown()),
  }),
});
