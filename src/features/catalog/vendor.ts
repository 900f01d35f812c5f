import { z } from 'zod';
import { minute } from '../../maths/instants.ts';
import { DurationText, Owner, Reference, TimeZone } from './fields.ts';
import { httpAddress } from './reach.ts';

const Contact = z
  .strictObject({
    name: z.string().min(1).max(200),
    /** A word for people, e.g. service desk, duty manager. */
    role: z.string().min(1).max(200).optional(),
    email: z.email('expected an e-mail address such as desk@example.com').optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()./-]{2,30}$/, 'expected a telephone number such as "+48 22 123 45 67"')
      .optional(),
    url: z.url({ protocol: /^https?$/, error: 'expected an address such as https://example.com/support' }).optional(),
    /** A Channel through which Waga tells this contact by itself; left out, a person of ours does. */
    channel: Reference.optional(),
  })
  .refine(
    ({ email, phone, url, channel }) => email ?? phone ?? url ?? channel,
    'expected email, phone, url or channel: a way to reach them',
  );

const Address = httpAddress('https://status.example.com');

/** What is done about planned work that they announce, as in a Maintenance. */
const planned = {
  /** Announced later than so long before, it is announced late. */
  noticeNeeded: DurationText.optional(),
  /** Whether alarms and drops of what stands still call nobody as long as a window lasts. */
  mute: z.boolean().default(false),
};

/** Their status page, of the shape that Atlassian Statuspage publishes (API v2). */
const StatusPage = z.strictObject({
  /** Of the site: `/api/v2/incidents.json` is read below it. */
  url: Address,
  /** Their name or id of a component → ours; left out, whatever they tell of is about all that comes from them. */
  components: z.record(z.string().trim().min(1).max(200), Reference).optional(),
  everyMinutes: z.int().min(1).max(1_440).default(2),
  ...planned,
});

/** Their planned work as a calendar (iCalendar). */
const PlannedCalendar = z.strictObject({
  url: Address,
  everyMinutes: z.int().min(5).max(1_440).default(60),
  /** Of times in it that name no zone. */
  timeZone: TimeZone.optional(),
  ...planned,
});

const usualSilence = [15, 30];
const Silence = z
  .array(z.int().min(1).max(1_440))
  .min(1)
  .max(19)
  .superRefine((minutes, context) => {
    minutes.forEach((one, index) => {
      const before = minutes[index - 1] ?? 0;
      if (one > before) return;
      const message = `expected more than the ${before} minutes before it`;
      context.addIssue({ code: 'custom', path: [index], message });
    });
  });

/** An outside party that components come from. */
export const VendorSpec = z.strictObject({
  /** Who here deals with them. */
  owner: Owner.optional(),
  /** What of theirs is used. */
  components: z.array(Reference).default([]),
  /** In the order of escalation: the first is asked first, silence moves on to the next. */
  contacts: z.array(Contact).min(1).max(20),
  /** After so many minutes of silence the second contact is due, then the third; further ones go on by the last difference. */
  silenceMinutes: Silence.default(usualSilence),
  statusPage: StatusPage.optional(),
  calendar: PlannedCalendar.optional(),
});
export type VendorSpec = z.infer<typeof VendorSpec>;

/**
 * After how many milliseconds of silence the so many-th contact after the first is due; 0 for the first itself. What was applied by an
 * older version says nothing of silence.
 */
export function silenceBefore({ silenceMinutes }: { silenceMinutes?: readonly number[] }, after: number): number {
  const told = silenceMinutes ?? usualSilence;
  if (after <= 0) return 0;
  const last = told.at(-1)!;
  const beyond = after - told.length;
  const minutes = beyond <= 0 ? told[after - 1]! : last + beyond * (last - (told.at(-2) ?? 0));
  return minutes * minute;
}
