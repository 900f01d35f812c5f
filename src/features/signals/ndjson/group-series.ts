import { businessSeries } from '../business-series.ts';
import type { AdmittedSeries } from '../series-limit.ts';
import { countedEnvironment, identityOf } from '../series-names.ts';
import type { EventGroup } from './scanned-events.ts';

/** The series that rows of a group may add to. */
export interface GroupSeries {
  count: AdmittedSeries;
  /** Null where the rows bear no amount. */
  money: AdmittedSeries | null;
  /** Null where users are not counted. */
  anonymous: AdmittedSeries | null;
}

/** The series of a group. Readers give the very same group body after body: then the answer is kept. */
export function seriesOfGroup(source: string, group: EventGroup): GroupSeries {
  const known = cache.get(group);
  if (known?.source === source) return known.series;
  const series = seriesOf(source, group);
  cache.set(group, { source, series });
  return series;
}
const cache = new WeakMap<EventGroup, { source: string; series: GroupSeries }>();

function seriesOf(source: string, group: EventGroup): GroupSeries {
  const money = group.currency === null ? null : { minor: 0, currency: group.currency };
  const all = businessSeries(source, { ...group, count: 1, money, anonymous: 1 }).map(({ key }) => ({
    key,
    identity: identityOf(key),
  }));
  return {
    count: all[0]!,
    money: money === null ? null : all[1]!,
    anonymous: group.environment === countedEnvironment ? all.at(-1)! : null,
  };
}
