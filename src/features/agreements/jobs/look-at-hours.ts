import { bucketStart, day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { Subject } from '../../outages/outage.ts';
import { storedNames } from '../../signals/bucket-series.ts';
import { measuresOf } from '../../signals/measure.ts';
import { originsOf, proofsOfMeasure, proofsOfProcess } from '../../signals/measured.ts';
import { businessName } from '../../signals/series-names.ts';
import { addMark, type DayMarks, type Marks, markIntervals, textMark } from '../hour-marks.ts';
import { subjectKey } from '../hour-totals.ts';

export interface Looked {
  /** Of each subject, a mark for each hour of the window. */
  hours: Map<string, Marks>;
  /** Of each UTC day that is kept. */
  days: DayMarks;
  /** From which hour on something is stored of a subject. */
  firsts: Map<string, EpochMs>;
}

/** What a subject is counted from: the numbers of its series, and the names under which its sources prove themselves. */
interface Origins {
  series: SeriesRow[];
  keys: string[];
}

/** Looks at what is stored, without reading the minutes into memory: five questions whatever the number of subjects. */
export async function lookAtHours(
  { measurements, catalog }: { measurements: Measurements; catalog: Catalog },
  subjects: readonly Subject[],
  window: Interval,
): Promise<Looked> {
  const series = await measurements.ask({ ask: 'series' });
  const origins = originsOfSubjects(catalog, series, subjects);
  const sources = [...new Set([...origins.values()].flatMap(({ keys }) => keys))];
  const idsOf = (kind: SeriesRow['kind']): number[] => [
    ...new Set(
      [...origins.values()].flatMap((one) => one.series.filter((row) => row.kind === kind).map(({ id }) => id)),
    ),
  ];
  const [counts, money, bins, alive, kept] = await Promise.all([
    measurements.ask({ ask: 'counts', series: idsOf('counts'), step: hour, ...window }),
    measurements.ask({ ask: 'counts', series: idsOf('money'), step: hour, ...window }),
    measurements.ask({ ask: 'bins', series: idsOf('bins'), step: hour, ...window }),
    measurements.ask({ ask: 'alive', sources, from: 0, to: window.to }),
    measurements.ask({ ask: 'days' }),
  ]);
  const ofSeries = new Map<number, Marks>();
  const marksOf = (id: number): Marks => {
    const known = ofSeries.get(id) ?? new Map<EpochMs, number>();
    ofSeries.set(id, known);
    return known;
  };
  for (const { series: ids, at, n } of [counts, money]) {
    for (let i = 0; i < at.length; i++) addMark(marksOf(ids[i]!), at[i]!, n[i]!);
  }
  for (let i = 0; i < bins.at.length; i++) {
    addMark(marksOf(bins.series[i]!), bins.at[i]!, bins.bin[i]!, bins.n[i]!);
  }
  const aliveOf = Map.groupBy(alive, ({ source }) => source);
  const dayStarts = kept.map(({ day: name, counted }) => ({ at: startOfDay(name), counted }));
  const firstDay = dayStarts[0]?.at ?? Infinity;
  const days = { sources: textMark(sources.toSorted().join(' ')), days: new Map() };
  const looked: Looked = { hours: new Map(), days, firsts: new Map() };
  for (const [subject, { series: own, keys }] of origins) {
    const marks: Marks = new Map();
    for (const { id } of own) for (const [bucket, mark] of ofSeries.get(id) ?? []) addMark(marks, bucket, id, mark);
    for (const key of keys) markIntervals(marks, textMark(key), clipped(aliveOf.get(key) ?? [], window), hour);
    looked.hours.set(subject, marks);
    const first = Math.max(firstDay, Math.min(...own.map(({ firstAt }) => firstAt)));
    if (own.length > 0 && first < Infinity) looked.firsts.set(subject, bucketStart(first, hour));
  }
  const proofs: Marks = new Map();
  for (const key of sources) {
    markIntervals(proofs, textMark(key), clipped(aliveOf.get(key) ?? [], { from: firstDay, to: window.to }), day);
  }
  for (const { at, counted } of dayStarts) looked.days.days.set(at, { counted, proven: proofs.get(at) ?? 0 });
  return looked;
}

function originsOfSubjects(catalog: Catalog, series: readonly SeriesRow[], subjects: readonly Subject[]) {
  const byName = Map.groupBy(series, ({ name }) => name);
  const measures = Map.groupBy(measuresOf(catalog), ({ spec }) => spec.component);
  const origins = new Map<string, Origins>();
  for (const { kind, name } of subjects) {
    if (kind === 'process') {
      const steps = processNamed(catalog, name)?.spec.steps ?? [];
      const { every, any } = proofsOfProcess(catalog, name);
      const own = steps.flatMap((step) => byName.get(businessName(name, step)) ?? []);
      origins.set(subjectKey({ kind, name }), { series: own, keys: [...every, ...any] });
      continue;
    }
    const parts = (measures.get(name) ?? []).map(({ spec }) => {
      const stored = storedNames(spec.type, spec.metric).flatMap((metric) => byName.get(metric) ?? []);
      const own = stored.filter(({ source }) => source === spec.source);
      const { every, any } = proofsOfMeasure(spec, originsOf(own));
      return { series: own, keys: [...every, ...any] };
    });
    const all = {
      series: parts.flatMap((part) => part.series),
      keys: [...new Set(parts.flatMap((part) => part.keys))],
    };
    origins.set(subjectKey({ kind, name }), all);
  }
  return origins;
}

const clipped = (intervals: readonly Interval[], window: Interval): Interval[] =>
  intervals
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter(({ from, to }) => from < to);

/** Of `YYYYMMDD`. */
const startOfDay = (name: string): EpochMs =>
  Date.UTC(Number(name.slice(0, 4)), Number(name.slice(4, 6)) - 1, Number(name.slice(6)));
