import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type ReadCalendarDeps, readCalendar } from '../actions/read-calendar.ts';
import { type CalendarSource, calendarKey } from '../calendar-layer.ts';
import { rotationsOf } from '../covering.ts';

export interface CalendarJobDeps extends Omit<ReadCalendarDeps, 'secrets' | 'calendars'> {
  catalog: () => Catalog;
  duty: { calendars: ReadCalendarDeps['calendars'] };
  config: { secrets: ReadCalendarDeps['secrets'] };
  log: { warn(fields: object, message: string): void };
}

export interface CalendarJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 5 * minute;
const mostAtOnce = 4;

/**
 * Reads the calendars that rotations are read from, each every five minutes. A run only starts what is due and returns at once, so that
 * one that is slow delays neither the clock nor a page.
 */
export function calendarJob(deps: CalendarJobDeps): CalendarJob {
  const { duty, config, ...rest } = deps;
  const reading = { ...rest, calendars: duty.calendars, secrets: config.secrets };
  const underWay = new Map<string, Promise<void>>();
  const dueAt = new Map<string, EpochMs>();
  const stopping = new AbortController();

  async function read(key: string, source: CalendarSource): Promise<void> {
    try {
      const reason = await readCalendar(reading, source, stopping.signal);
      if (reason !== null) deps.log.warn({ calendar: key }, reason);
    } catch (error) {
      deps.log.warn({ calendar: key, err: error }, 'a calendar could not be kept');
    }
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay.values());
  };
  return {
    name: 'duty-calendars',
    async run(now) {
      const sources = rotationsOf(deps.catalog()).flatMap(({ spec }) =>
        spec.layers.flatMap((layer) => ('calendar' in layer ? layer.calendar : [])),
      );
      const byKey = new Map(sources.map((source) => [calendarKey(source), source]));
      for (const key of dueAt.keys()) if (!byKey.has(key)) dueAt.delete(key);
      for (const [key, source] of byKey) {
        if (underWay.size >= mostAtOnce || stopping.signal.aborted) return;
        if (underWay.has(key) || (dueAt.get(key) ?? 0) > now) continue;
        dueAt.set(key, now + everyMs);
        underWay.set(
          key,
          read(key, source).finally(() => underWay.delete(key)),
        );
      }
    },
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}
