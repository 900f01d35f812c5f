import { ProductError } from '../../../errors.ts';
import { bucketStart, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import { noSums, type Sums } from '../../objectives/slo/hour-line.ts';
import { fleetJson } from '../fleet/fleet-json.ts';
import { type FleetSubject, type FleetSums, isAskedFor, ordered, totalsOf } from '../fleet/fleet-rows.ts';
import { fleetWindow } from '../fleet/fleet-window.ts';
import { type Young, youngOf } from '../fleet/young-hours.ts';
import type { FleetQuery } from '../fleet-contract.ts';
import { hourSubjects } from '../hour-subjects.ts';
import { subjectKey } from '../hour-totals.ts';
import { isOf } from '../report-subjects.ts';
import type { CountDeps } from './count-hours.ts';
import { type Before, fleetTotals } from './fleet-totals.ts';
import type { HourBook } from './hours.ts';

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
  /** Reads the totals in, where that was not done yet. */
  load(): Promise<void>;
  /** Subjects with totals, and bytes that these take. */
  size(): { subjects: number; bytes: number };
}

/** Minutes so young may still be proven measured; until then they are no gap. */
const provenWithinMs = 15 * minute;
/** So often the totals may change while the minutes are asked for; more is refused. */
const mostTries = 20;

/** Up to an instant: totals before its full hour, and what is not in them. */
interface Edge {
  before: Before;
  young: Young;
}

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

  async function edge(at: EpochMs, present: EpochMs): Promise<Edge> {
    const hourStart = bucketStart(at, hour);
    const [before, rows, part] = await Promise.all([
      totals.before(hourStart),
      hours.notCounted({ from: 0, to: at === present ? at : hourStart }),
      at === hourStart || at === present ? [] : hours.partOfHour(at),
    ]);
    return { before, young: youngOf(rows, part) };
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
      if (begin.before.revision !== revision || end.before.revision !== revision) continue;
      return subjects.map((of): FleetSums => {
        const { key } = of;
        const first = upTo(begin, key);
        const last = upTo(end, key);
        const measuredMinutes = Math.max(0, last.measured - first.measured);
        const valid = Math.max(0, last.valid - first.valid);
        const good = Math.min(valid, Math.max(0, last.good - first.good));
        const until = knownUntil(window.to, present, end.young.lastMeasured.get(key), progress.get(key)?.until);
        const unmeasuredMinutes = Math.max(0, (until - window.from) / minute - measuredMinutes);
        return { of, good, valid, measuredMinutes, unmeasuredMinutes };
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

    async load() {
      await totals.before(bucketStart(now(), hour));
    },

    size: totals.size,
  };
}

function upTo({ before, young }: Edge, key: string): Sums {
  const total = before.of(key) ?? noSums;
  const more = young.sums.get(key);
  if (more === undefined) return total;
  return {
    good: total.good + more.good,
    valid: total.valid + more.valid,
    measured: total.measured + more.measured,
  };
}

/** Up to when it is known whether a subject was measured: its youngest minutes may still be proven. */
function knownUntil(
  to: EpochMs,
  present: EpochMs,
  lastMeasured: EpochMs | undefined,
  counted: EpochMs | undefined,
): EpochMs {
  const settled = present - provenWithinMs;
  if (to <= settled) return to;
  return Math.min(to, Math.max(settled, lastMeasured ?? counted ?? settled));
}

function subjectsIn(catalog: Catalog): FleetSubject[] {
  return hourSubjects(catalog).map((subject) => {
    const shown = isOf(subject, catalog);
    const searched = [subject.name, shown.displayName, shown.product ?? ''].join('\n').toLowerCase();
    return { key: subjectKey(subject), subject, ...shown, searched };
  });
}
