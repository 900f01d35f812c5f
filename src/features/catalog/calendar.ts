import { z } from 'zod';
import { TimeZone } from './fields.ts';
import { as } from './finding.ts';

const DateText = z.string().superRefine((text, context) => {
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
  if (!valid) context.addIssue({ code: 'custom', message: 'expected a date such as 2026-12-24', ...as('bad_time') });
});

/** Days on which business differs: the public holidays of a country (or its state), or a list of dates. */
export const CalendarSpec = z.strictObject({
  timeZone: TimeZone,
  holidays: z.union([
    z.strictObject({
      country: z
        .string()
        .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected an ISO 3166 country, with its state where needed: PL, DE-BY'),
    }),
    z.strictObject({
      dates: z.array(z.strictObject({ date: DateText, name: z.string().min(1).max(200).optional() })).max(2_000),
    }),
  ]),
});
export type CalendarSpec = z.infer<typeof CalendarSpec>;
