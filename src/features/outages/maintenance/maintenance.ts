import { z } from 'zod';
import { dayOfDate } from '../../../maths/zoned-time.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { DurationText, Reference, TimeZone } from '../../catalog/fields.ts';
import { as } from '../../catalog/finding.ts';
import { ruleProblem } from './recurrence.ts';

const InstantText = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-27T00:00:00+01:00' });

const localStart = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d$/;
const isDate = (text: string): boolean => {
  const day = dayOfDate(text);
  return day !== null && new Date(day * 86_400_000).toISOString().startsWith(text);
};
const LocalStart = z.string().superRefine((text, context) => {
  const [, date] = localStart.exec(text) ?? [];
  if (date !== undefined && isDate(date)) return;
  const message = 'expected a date and time on the wall clock such as 2026-01-05T02:00';
  context.addIssue({ code: 'custom', message, ...as('bad_time') });
});
const DateText = z.string().superRefine((text, context) => {
  if (!isDate(text))
    context.addIssue({ code: 'custom', message: 'expected a date such as 2026-12-24', ...as('bad_time') });
});

const Rule = z.string().superRefine((text, context) => {
  const problem = ruleProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** Windows that come again, at the same hour of the wall clock whatever the clocks do. */
export const Recurrence = z.strictObject({
  /** RFC 5545, by days at the finest, such as `FREQ=WEEKLY;BYDAY=TU`. */
  rrule: Rule,
  /** On the wall clock of `timeZone`: when the first window begins, and the hour of all. */
  start: LocalStart,
  /** How long each lasts, in time that passes. */
  duration: DurationText,
  timeZone: TimeZone,
  /** Days on the wall clock on which the window that would begin is left out. */
  except: z.array(DateText).max(1_000).default([]),
});
export type Recurrence = z.infer<typeof Recurrence>;

const Subject = z.union([z.strictObject({ process: Reference }), z.strictObject({ component: Reference })]);
const Answer = z.string().trim().min(1).max(500);
const longest = parseDuration('31d')!;

/** Planned work: of a vendor or one's own, once or again and again, and what is done about it. */
export const MaintenanceSpec = z
  .strictObject({
    vendor: Reference.optional(),
    /** What stands still; left out: every component of the vendor. */
    subjects: z.array(Subject).max(200).default([]),
    from: InstantText.optional(),
    to: InstantText.optional(),
    recurrence: Recurrence.optional(),
    /** When it was announced; left out: when Waga had it on record. */
    announcedAt: InstantText.optional(),
    /** Each window of it is announced so long before it begins. */
    noticeGiven: DurationText.optional(),
    /** Announced later than so long before, it is announced late. */
    noticeNeeded: DurationText.optional(),
    /** Whether alarms and drops of its subjects call nobody as long as a window lasts. */
    mute: z.boolean().default(false),
    /** Switches that are off as long as a window lasts: each lets maintenance switch it. */
    switches: z.array(Reference).max(50).default([]),
    /** What is switched off meanwhile, in words. */
    switchOff: Answer.optional(),
    /** What customers are told meanwhile, in words. */
    banner: Answer.optional(),
  })
  .superRefine((spec, context) => {
    const issue = (
      path: string[],
      message: string,
      code: 'missing_field' | 'bad_time' | 'bad_value' | 'bad_duration',
    ) => context.addIssue({ code: 'custom', path, message, ...as(code) });
    const { from, to, recurrence, announcedAt, noticeGiven } = spec;
    const isOnce = from !== undefined || to !== undefined;
    if (spec.vendor === undefined && spec.subjects.length === 0) {
      issue(['subjects'], 'expected subjects, or a vendor, whose components they are', 'missing_field');
    }
    if (isOnce === (recurrence !== undefined)) {
      issue(['recurrence'], 'expected either from and to, or recurrence', isOnce ? 'bad_value' : 'missing_field');
    }
    if (isOnce && (from === undefined || to === undefined)) {
      issue([from === undefined ? 'from' : 'to'], 'expected from and to', 'missing_field');
    } else if (isOnce && Date.parse(from!) >= Date.parse(to!)) {
      issue(['to'], `expected a time after from (${from})`, 'bad_time');
    } else if (isOnce && Date.parse(to!) - Date.parse(from!) > longest) {
      issue(['to'], 'expected at most 31 days after from', 'bad_time');
    }
    if (recurrence !== undefined && (parseDuration(recurrence.duration) ?? 0) > longest) {
      issue(['recurrence', 'duration'], 'expected at most 31d', 'bad_duration');
    }
    if (announcedAt !== undefined && noticeGiven !== undefined) {
      issue(['noticeGiven'], 'expected either announcedAt or noticeGiven', 'bad_value');
    }
  });
export type MaintenanceSpec = z.infer<typeof MaintenanceSpec>;
