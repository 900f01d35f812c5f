import { ProductError } from '../../../errors.ts';
import { bucketStart, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import { fleetJson } from '../fleet/fleet-json.ts';
import { type FleetSubject, type FleetSums, isAskedFor, ordered, totalsOf } from '../fleet/fleet-rows.ts';
import { fleetWindow } from '../fleet/fleet-window.ts';
import { type Edge, windowSums } from '../fleet/window-sums.ts';
import { youngOf } from '../fleet/young-hours.ts';
import type { FleetQuery } from '../fleet-contract.ts';
import { hourSubjects } from '../hour-subjects.ts';
import { subjectKey } from '../hour-totals.ts';
import { isOf } from '../report-subjects.ts';
import type { CountDeps } from './count-hours.ts';
import { fleetTotals } from './fleet-totals.ts';
import { type HourBook, youngFrom } from './hours.ts';

interface Deps extends Pick<CountDeps, 'measurements' | 'catalog'> {
  hours: Pick<HourBook, 'watch' | 'progress' | 'notCounted' | 'partOfHour'>;
  now: () => EpochMs;
  config: { measurements: { retentionDays: number; hoursRetentionDays: number } };
}

export interface FleetQueries {
  /**
   * Availability by requests of every process and measured component over a window, as JSON text of `FleetAnswer`. Throws ProductError
   * `bad_input` for a window that there is not and for a cursor that names no subject of the list.
   */
  availability(query: FleetQuery): Promise<string>;
}

/** So often the totals may change while the minutes are asked for; more is refused. */
const mostTries = 20;

export function fleetQueries(deps: Deps): FleetQueries {
  const { hours, catalog, now } = deps;
  const totals = fleetTotals(deps);
  hours.watch(totals.written);
  let known: { revision: string; subjects: FleetSubject[] } | null = null;

  function subjectsNow(): FleetSubject[] {
    const present = catalog();
    const revision = revisionOf(present);
    if (known?.revision !== revision) known = { revision, subjects: subjectsIn(present) };
    return known.subjects;
  }

  async function edge(at: EpochMs, present: EpochMs): Promise<Edge & { revision: number }> {
    const hourStart = bucketStart(at, hour);
    const [before, rows, part] = await Promise.all([
      totals.before(hourStart),
      hours.notCounted({ from: 0, to: at === present ? at : hourStart }),
      at === hourStart || at === present ? [] : hours.partOfHour(at),
    ]);
    return { ...before, young: youngOf(rows), part: youngOf(part), hourStart, youngFrom: youngFrom(present) };
  }

  /** The sums of every subject asked for. Begun again when hours were written meanwhile, so that none counts twice or not at all. */
  async function sumsOver(window: Interval, subjects: readonly FleetSubject[], present: EpochMs): Promise<FleetSums[]> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [begin, end, progress] = await Promise.all([
        edge(window.from, present),
        edge(window.to, present),
        hours.progress(),
      ]);
      const revision = totals.revision();
      if (begin.revision !== revision || end.revision !== revision) continue;
      return subjects.map((of): FleetSums => {
        return { of, ...windowSums(begin, end, { key: of.key, done: progress.get(of.key), window, present }) };
      });
    }
    throw new ProductError('busy', 'Hours are being counted faster than they can be read; ask again in a minute.');
  }

  return {
    async availability(query) {
      const at = now();
      const present = bucketStart(at, minute);
      const asked = fleetWindow(query, { now: at, ...deps.config.measurements });
      const upTo = Math.min(asked.to, present);
      const subjects = subjectsNow().filter((one) => isAskedFor(one, query));
      const rows = ordered(await sumsOver({ from: asked.from, to: upTo }, subjects, present), query.sort);
      const begin = query.cursor === undefined ? 0 : rows.findIndex(({ of }) => of.key === query.cursor) + 1;
      if (query.cursor !== undefined && begin === 0) {
        throw new ProductError('bad_input', 'The cursor names no subject of this list; begin again without it.');
      }
      const page = rows.slice(begin, begin + query.limit);
      const next = begin + query.limit < rows.length ? page.at(-1)!.of.key : null;
      return fleetJson({ window: asked, upTo, totals: totalsOf(rows), rows: page, matching: rows.length, next });
    },
  };
}

function subjectsIn(catalog: Catalog): FleetSubject[] {
  return hourSubjects(catalog).map((subject) => {
    const shown = isOf(subject, catalog);
    const searched = [subject.name, shown.displayName, shown.product ?? ''].join('\n').toLowerCase();
    return { key: subjectKey(subject), subject, ...shown, searched };
  });
}
