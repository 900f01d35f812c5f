import { day, type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Retirement } from '../../signals/alerts/retirement.ts';
import type { AlertPage, AlertRow, AlertsAnswer } from '../alert-contract.ts';
import type { AlertEntry } from './alert-entries.ts';
import { alertVerdict } from './alert-verdict.ts';
import { type CalledPage, isByNight, zoneAnswering } from './called-pages.ts';
import { firesIn, minutesOf, toldOf } from './fires.ts';
import type { KnownLoss } from './known-losses.ts';
import { retiredPaging } from './pages-why.ts';
import { type AlertWeight, weighAlert } from './weigh-alert.ts';

export interface Weighing {
  catalog: Catalog;
  /** Minute-aligned. */
  window: Interval;
  now: EpochMs;
  /** All P1 and P2 of the window; money is null where it is not shown to who asks. */
  losses: readonly KnownLoss[];
  pages: readonly CalledPage[];
  retired: ReadonlyMap<string, Retirement>;
  /** By id, from when on its fires are known; losses before that speak neither for nor against it. Absent: from ever. */
  knownFrom: ReadonlyMap<string, EpochMs>;
}

/** An alert of the catalogue with what it is worth, and what that was reckoned from. */
export interface WeighedAlert {
  entry: AlertEntry;
  row: AlertRow;
  weight: AlertWeight;
  /** Those of the processes above it. */
  losses: readonly KnownLoss[];
  pages: readonly CalledPage[];
}

/** Weighs every alert; in the order of the entries. */
export function weighAlerts(entries: readonly AlertEntry[], weighing: Weighing): WeighedAlert[] {
  const lossesOf = Map.groupBy(weighing.losses, ({ process }) => process);
  const pagesOf = new Map<string, CalledPage[]>();
  for (const page of weighing.pages) {
    for (const id of page.alerts) pagesOf.set(id, [...(pagesOf.get(id) ?? []), page]);
  }
  return entries.map((entry) => {
    const losses = knownOf(
      entry,
      entry.processes.flatMap((process) => lossesOf.get(process) ?? []),
      weighing,
    );
    const pages = [...(pagesOf.get(entry.id) ?? []), ...ownCalls(entry, weighing)];
    return { entry, losses, pages, ...rowOf(entry, losses, pages, weighing) };
  });
}

/** The losses that speak for it or against it: those of the time in which its fires are known, and whatever else it told of. */
function knownOf({ id, times }: AlertEntry, losses: KnownLoss[], { window, now, knownFrom }: Weighing): KnownLoss[] {
  const from = knownFrom.get(id) ?? Number.NEGATIVE_INFINITY;
  const fires = firesIn(window, times, now);
  return losses.filter(
    (loss) => loss.from >= from || toldOf(fires, minutesOf({ from: loss.from, to: loss.to ?? now })),
  );
}

/** Calls of its own tool: one for each fire that began in the window. */
function ownCalls({ callsItself, id, times, component, processes }: AlertEntry, weighing: Weighing): CalledPage[] {
  if (!callsItself) return [];
  const { catalog, window, now } = weighing;
  const zone = zoneAnswering(catalog, { component, process: processes[0] ?? null });
  return firesIn({ from: window.from - minute, to: window.to }, times, now)
    .filter(({ from }) => from >= window.from)
    .map(({ from }) => ({ at: from, byNight: isByNight(zone, from), alerts: [id] }));
}

function rowOf(
  entry: AlertEntry,
  losses: readonly KnownLoss[],
  pages: readonly CalledPage[],
  { window, now, retired, knownFrom }: Weighing,
): { row: AlertRow; weight: AlertWeight } {
  const { times, callsItself: _, ...known } = entry;
  const weight = weighAlert(firesIn(window, times, now), losses, window, now);
  const { fires, minutes, withoutDrop, precision, recall, money } = weight;
  const days = daysOf(window);
  const replaced = retired.get(entry.id);
  const judgedDays = daysOf({ ...window, from: Math.max(window.from, knownFrom.get(entry.id) ?? window.from) });
  const counts = { fires, withoutDrop, losses: losses.length, told: weight.told.size, days: judgedDays };
  const row: AlertRow = {
    ...known,
    ...(replaced ? retiredPaging(replaced.replacement ?? '') : {}),
    firing: times.some(({ to }) => to === null),
    retired: replaced
      ? {
          ...{ at: toRfc3339(replaced.at), by: replaced.by.name, reason: replaced.reason },
          replacement: replaced.replacement ?? '',
        }
      : null,
    noise: {
      days,
      fires,
      minutes,
      pages: pages.length,
      pagesByNight: pages.filter(({ byNight }) => byNight).length,
      withoutDrop,
    },
    ...{ precision, recall, money },
    ...alertVerdict({ ...counts, isAbove: entry.processes.length > 0 }),
  };
  return { row, weight };
}

/** The whole days of a window, at least one. */
export const daysOf = ({ from, to }: Interval): number => Math.max(1, Math.round((to - from) / day));

/** The noisiest first: by fires without a loss, then by pages, by fires, by name. */
export const byNoise = ({ noise: a, id }: AlertRow, { noise: b, id: other }: AlertRow): number =>
  b.withoutDrop - a.withoutDrop || b.pages - a.pages || b.fires - a.fires || (id < other ? -1 : 1);

/** What all alerts did together; a page that several made counts once. */
export function totalsOf(weighed: readonly WeighedAlert[]): AlertsAnswer['totals'] {
  const pages = [...new Set(weighed.flatMap((one) => one.pages))];
  const sum = (count: (row: AlertRow) => number): number => weighed.reduce((total, { row }) => total + count(row), 0);
  return {
    fires: sum(({ noise }) => noise.fires),
    pages: pages.length,
    pagesByNight: pages.filter(({ byNight }) => byNight).length,
    withoutDrop: sum(({ noise }) => noise.withoutDrop),
    uncatalogued: weighed.filter(({ row }) => !row.inCatalog).length,
  };
}

/** So many times are listed, the newest. */
const mostTimes = 500;

/** What the page of an alert shows beside its row. */
export function detailsOf(
  { entry, weight, losses, pages }: WeighedAlert,
  now: EpochMs,
): Pick<AlertPage, 'times' | 'drops'> {
  const known = losses.map((loss) => ({ ...loss, times: minutesOf({ from: loss.from, to: loss.to ?? now }) }));
  const newest = [...entry.times].sort((a, b) => b.from - a.from).slice(0, mostTimes);
  return {
    times: newest.map(({ from, to }) => {
      const fire = minutesOf({ from, to: to ?? Math.max(now, from + 1) });
      return {
        ...{ from: toRfc3339(from), to: to === null ? null : toRfc3339(to) },
        paged: pages.some(({ at }) => at >= fire.from && at <= fire.to),
        drops: known.filter(({ times }) => toldOf([fire], times)).map(({ id }) => id),
      };
    }),
    drops: [...losses]
      .sort((a, b) => b.from - a.from)
      .map(({ id, process, class: reached, from, to, money }) => ({
        ...{ id, process, class: reached, from: toRfc3339(from), to: to === null ? null : toRfc3339(to), money },
        fired: weight.told.has(id),
      })),
  };
}
