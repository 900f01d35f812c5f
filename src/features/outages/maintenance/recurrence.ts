import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { day, type EpochMs, type Interval, minute, second } from '../../../maths/instants.ts';
import { instantOfLocal, zoneOf } from '../../../maths/zoned-time.ts';

/** A rule with its first start, on the wall clock of a zone. */
export interface Recurring {
  rrule: string;
  /** `2026-01-05T02:00`. */
  start: string;
  timeZone: string;
  /** Days of the wall clock on which none begins. */
  except: readonly string[];
}

const parts = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS', 'WKST']);
const known = [...parts].join(', ');
const untilText = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** Why a text is no rule that windows can follow; null when it is one. */
export function ruleProblem(rrule: string): string | null {
  const pairs = rrule.split(';').map((part) => part.split('='));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
    return 'expected a rule such as FREQ=WEEKLY;BYDAY=TU';
  const strange = pairs.find(([name]) => !parts.has(name!));
  if (strange) return `expected ${known}, found ${strange[0]}`;
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, nth) => names.indexOf(name) < nth);
  if (twice) return `expected ${twice} once`;
  const rule = new Map(pairs as [string, string][]);
  if (!/^(YEARLY|MONTHLY|WEEKLY|DAILY)$/.test(rule.get('FREQ') ?? ''))
    return 'expected FREQ=YEARLY, MONTHLY, WEEKLY or DAILY';
  if (rule.has('COUNT') && rule.has('UNTIL')) return 'expected COUNT or UNTIL, found both';
  const number = ['INTERVAL', 'COUNT'].find((name) => !/^[1-9]\d{0,3}$/.test(rule.get(name) ?? '1'));
  if (number) return `expected ${number} of 1 or more, found ${rule.get(number)}`;
  const until = rule.get('UNTIL');
  if (until !== undefined && untilLocal(until, 'UTC') === null) return 'expected UNTIL such as 20270101T000000Z';
  try {
    ruleOf(rrule, '2026-01-05T02:00', 'UTC').next(new Date('2026-01-05T02:00:00Z'));
  } catch (error) {
    return `expected a rule of RFC 5545: ${(error as Error).message}`;
  }
  return null;
}

/**
 * The instants in [from, to) at which something begins that recurs, ascending. The rule is followed on the wall clock, so that it
 * keeps its hour through both changes of the clocks: a start that spring leaps over is as much later, of autumn's two the first is meant.
 * RangeError on an unknown zone.
 */
export function startsOf({ rrule, start, timeZone, except }: Recurring, { from, to }: Interval): EpochMs[] {
  const left = new Set(except);
  const rule = ruleOf(rrule, start, timeZone);
  // a day more on both sides: an offset is never as much
  const first = new Date(from - day);
  const last = new Date(to + day);
  return rule
    .between(first, last, true)
    .map((one) => one.epochMilliseconds)
    .filter((local) => !left.has(new Date(local).toISOString().slice(0, 10)))
    .map((local) => instantOfLocal(timeZone, local / minute))
    .filter((at) => at >= from && at < to);
}

/** The rule on a wall clock, which is written as if it were UTC. */
function ruleOf(rrule: string, start: string, timeZone: string): RRuleTemporal<Temporal.ZonedDateTime> {
  const dtstart = Temporal.ZonedDateTime.from(`${start}:00[UTC]`);
  const text = rrule
    .split(';')
    .map((part) => (part.startsWith('UNTIL=') ? `UNTIL=${untilLocal(part.slice(6), timeZone)}` : part))
    .join(';');
  return new RRuleTemporal({ rruleString: `RRULE:${text}`, dtstart, tzid: 'UTC', temporal: Temporal, cache: false });
}

/** The last moment of a rule on the wall clock, written as UTC; a day is meant whole. Null where it is no time. */
function untilLocal(text: string, timeZone: string): string | null {
  const [, year, month, date, hours = '23', minutes = '59', seconds = '59', utc] = untilText.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}Z`);
  if (Number.isNaN(at)) return null;
  const local = utc === 'Z' ? at + zoneOf(timeZone).offsetMinutes(at) * minute : at;
  return `${new Date(local - (local % second)).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
