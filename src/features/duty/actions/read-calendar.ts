import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import { type CalendarSource, calendarKey } from '../calendar-layer.ts';
import { checkCalendar } from '../calendar-shifts.ts';
import type { KeptCalendar } from '../calendars-laid.ts';
import type { CalendarBook } from '../queries/calendars.ts';

export interface ReadCalendarDeps {
  records: Kysely<Tables>;
  outgoing: Outgoing;
  /** Secrets of the configuration, each with the origin that it may be sent to. */
  secrets: Readonly<Record<string, { origin: string; reveal(): string }>>;
  calendars: Pick<CalendarBook, 'kept' | 'keep'>;
  now(): EpochMs;
}

const mostBytes = 5_000_000;

/**
 * Reads a calendar and keeps what came. Where it cannot be read the copy before goes on to hold, with since when and why. Returns the
 * reason then, else null. What the other side answered is never part of it.
 */
export async function readCalendar(
  deps: ReadCalendarDeps,
  source: CalendarSource,
  signal: AbortSignal,
): Promise<string | null> {
  const key = calendarKey(source);
  const before = (await deps.calendars.kept()).get(key);
  let after: KeptCalendar;
  try {
    const text = await fetched(deps, source, signal);
    after = { text, readAt: deps.now(), failingSince: null, reason: null };
  } catch (error) {
    if (signal.aborted) return null;
    if (!(error instanceof ProductError)) throw error;
    const failingSince = before?.failingSince ?? deps.now();
    after = { text: before?.text ?? null, readAt: before?.readAt ?? null, failingSince, reason: error.message };
  }
  const { text, readAt, failingSince, reason } = after;
  const row = { text, read_at: readAt, failing_since: failingSince, reason };
  await deps.records
    .insertInto('duty_calendars')
    .values({ url: key, ...row })
    .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
    .execute();
  await deps.calendars.keep(key, after);
  return reason;
}

async function fetched(deps: ReadCalendarDeps, source: CalendarSource, signal: AbortSignal): Promise<string> {
  const url = 'url' in source ? source.url : secretAddress(deps, source.secret);
  const headers = { accept: 'text/calendar' };
  const answer = await deps.outgoing.request({ purpose: 'calendar', url, headers, maxBytes: mostBytes, signal });
  if (answer.status !== 200) throw failed(`The calendar answered ${answer.status}.`);
  const text = answer.body.toString('utf8');
  try {
    checkCalendar(text);
  } catch {
    throw failed('What came is no iCalendar file.');
  }
  return text;
}

function secretAddress({ secrets }: ReadCalendarDeps, name: string): string {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret === undefined) {
    throw new ProductError('bad_config', `The configuration of the server has no secret called ${name}.`);
  }
  const url = secret.reveal();
  if (URL.canParse(url) && new URL(url).origin === secret.origin) return url;
  throw new ProductError('bad_config', `The secret ${name} is no address of the origin that it is for.`);
}

const failed = (message: string): ProductError => new ProductError('outbound_failed', message, { kind: 'answer' });
