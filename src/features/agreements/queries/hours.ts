import { bucketStart, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import { type HourProgress, progressIn, progressPrefix } from '../hour-progress.ts';
import { hourSubjects } from '../hour-subjects.ts';
import { addSums, monthSpans, rowsIn, type Span, type SpanSums, spanKey, spansOf, sumsOfRow } from '../hour-sums.ts';
import { type HourQueries, type HourRow, type PeriodTotals, subjectKey } from '../hour-totals.ts';
import { gapsOfMask, lastMeasured } from '../minute-mask.ts';
import { unmeasuredTime } from '../unmeasured-time.ts';
import { type CountDeps, countHours } from './count-hours.ts';

/** What was not counted yet is counted when somebody asks, so far back at most. */
const countedNowHours = 3;
/** The first hour that is counted from its minutes when somebody asks, where it was not counted before. */
export const youngFrom = (at: EpochMs): EpochMs => bucketStart(at, hour) - countedNowHours * hour;
/** Minutes so young may still be proven measured; until then they are no gap. */
const provenWithinMs = 15 * minute;
/** Sums of so many spans are remembered, a span lying in one month. */
const mostSpans = 150;

export interface HourBook extends HourQueries {
  /** How far each subject is counted, by `kind:name`. */
  progress(): Promise<ReadonlyMap<string, HourProgress>>;
  /** Hours were written: what was remembered of them is forgotten, and those who watch are told. */
  written(progress: Iterable<readonly [string, HourProgress]>, rows: readonly HourRow[]): void;
  watch(told: (rows: readonly HourRow[]) => void): void;
  /** Hours of the period that are not counted yet, from their minutes, up to the present one. */
  notCounted(period: Interval): Promise<HourRow[]>;
  /** What the hour that holds an instant had counted before it; for all subjects at once. */
  partOfHour(at: EpochMs): Promise<HourRow[]>;
}

/** What reports ask of the hours; the hours that are not counted yet, the present one among them, are counted from the minutes. */
export function hourQueries(deps: CountDeps & { now: () => EpochMs }): HourBook {
  const { measurements, catalog, now } = deps;
  const spans = new Map<string, Span>();
  const watching: ((rows: readonly HourRow[]) => void)[] = [];
  const parts = new Map<EpochMs, { asked: EpochMs; revision: unknown; writes: number; rows: Promise<HourRow[]> }>();
  let writes = 0;
  let known: Promise<Map<string, HourProgress>> | null = null;
  let present: { at: EpochMs; revision: unknown; rows: Promise<HourRow[]> } | null = null;

  function progress(): Promise<Map<string, HourProgress>> {
    known ??= measurements.ask({ ask: 'states', prefix: progressPrefix }).then(progressIn);
    known.catch(() => {
      known = null;
    });
    return known;
  }

  async function countPresent(at: EpochMs): Promise<HourRow[]> {
    const done = await progress();
    const untilOf = (key: string): EpochMs => done.get(key)?.until ?? bucketStart(at, hour);
    const subjects = hourSubjects(catalog());
    const oldest = youngFrom(at);
    const from = subjects.reduce((least, one) => Math.min(least, untilOf(subjectKey(one))), bucketStart(at, hour));
    const rows = await countHours(deps, subjects, { from: Math.max(from, oldest), to: at });
    return rows.filter((row) => row.at >= untilOf(subjectKey(row.subject)));
  }

  /** Rows of the hours that are not counted yet and lie in the period; counted once a minute at most. */
  async function presentRows(period: Interval): Promise<HourRow[]> {
    const at = bucketStart(now(), minute);
    if (period.to <= youngFrom(at) || period.from >= at) return [];
    if (present?.at !== at || present.revision !== catalog()) {
      present = { at, revision: catalog(), rows: countPresent(at) };
      present.rows.catch(() => {
        present = null;
      });
    }
    return (await present.rows).filter((row) => row.at >= period.from && row.at < period.to);
  }

  /** Remembered for a minute, as what is late may come at any time. */
  function partOfHour(at: EpochMs): Promise<HourRow[]> {
    const asked = bucketStart(now(), minute);
    const before = parts.get(at);
    if (before?.asked === asked && before.revision === catalog() && before.writes === writes) return before.rows;
    const rows = countHours(deps, hourSubjects(catalog()), { from: bucketStart(at, hour), to: at });
    for (const [key, part] of parts) if (part.asked !== asked) parts.delete(key);
    parts.set(at, { asked, revision: catalog(), writes, rows });
    rows.catch(() => parts.delete(at));
    return rows;
  }

  /** The spans of a period that begins and ends on the hour, from memory or by two questions for all that are missing. */
  async function spansIn(period: Interval): Promise<Span[]> {
    const wanted = monthSpans(period);
    const missing = wanted.filter((span) => !spans.has(spanKey(span)));
    const known = new Map(spans);
    if (missing.length > 0) {
      const hull = { from: missing[0]!.from, to: missing.at(-1)!.to };
      const before = writes;
      const [sums, masks] = await Promise.all([
        measurements.ask({ ask: 'hourSums', step: 'month', ...hull }),
        measurements.ask({ ask: 'hourMasks', ...hull }),
      ]);
      for (const one of spansOf(monthSpans(hull), sums, masks)) {
        known.set(spanKey(one.span), one);
        // Hours that were written meanwhile may be missing: the answer serves, but is not remembered.
        if (before === writes) spans.set(spanKey(one.span), one);
      }
    }
    for (const key of [...spans.keys()].slice(0, Math.max(0, spans.size - mostSpans))) spans.delete(key);
    return wanted.map((span) => known.get(spanKey(span))!);
  }

  /** Up to when it is known whether a subject was measured: its present rows, or where counting ended. */
  function knownUntil(rows: readonly HourRow[], done: HourProgress | undefined): EpochMs {
    const at = bucketStart(now(), minute);
    if (rows.length === 0) return Math.min(at, done?.until ?? at);
    const last = Math.max(...rows.map((row) => lastMeasured(row.measured, row.at) ?? Number.NEGATIVE_INFINITY));
    return Math.max(last, at - provenWithinMs);
  }

  async function gapsOf(wanted: string | null, period: Interval): Promise<Map<string, Interval[]>> {
    const whole = wholeHours({ from: period.from, to: Math.min(period.to, now()) });
    const [done, subjects, past, young] = await Promise.all([
      progress(),
      measurements.ask({ ask: 'hourSubjects' }),
      spansIn(whole),
      presentRows(whole),
    ]);
    const youngOf = Map.groupBy(young, ({ subject }) => subjectKey(subject));
    const firsts = new Map(subjects.map(({ subject, firstMeasured }) => [subject, firstMeasured]));
    const gaps = new Map<string, Interval[]>();
    for (const key of wanted === null ? new Set([...firsts.keys(), ...youngOf.keys()]) : [wanted]) {
      const rows = youngOf.get(key) ?? [];
      const first = firsts.get(key) ?? rows.find(({ measured }) => measured > 0n)?.at ?? null;
      const until = { from: period.from, to: Math.min(period.to, knownUntil(rows, done.get(key))) };
      // Without word of how far it was counted, each hour is looked for.
      const kept = done.has(key) || until.to <= until.from ? null : await keptHours(key, until, rows);
      const own = [
        ...past.flatMap((span) => span.gaps.get(key) ?? []),
        ...rows.flatMap(({ measured, at }) => gapsOfMask(measured, at)),
      ];
      const found = unmeasuredTime({ first, kept, gaps: own }, until);
      if (found.length > 0) gaps.set(key, found);
    }
    return gaps;
  }

  async function keptHours(subject: string, { from, to }: Interval, young: readonly HourRow[]): Promise<EpochMs[]> {
    const { at } = await measurements.ask({ ask: 'hours', subject, from: from - hour, to });
    return [...at, ...young.map((row) => row.at)];
  }

  return {
    progress,
    notCounted: presentRows,
    partOfHour,

    watch(told) {
      watching.push(told);
    },

    written(updates, rows) {
      void known?.then((map) => {
        for (const [key, one] of updates) map.set(key, one);
      });
      for (const told of watching) told(rows);
      writes += 1;
      const touched = [...new Set(rows.map(({ at }) => at))];
      for (const [key, { span }] of spans) {
        if (touched.some((at) => at >= span.from && at < span.to)) spans.delete(key);
      }
      present = null;
    },

    async totals(period) {
      const whole = wholeHours({ from: period.from + hour - 1, to: Math.min(period.to, now()) });
      const [past, young] = await Promise.all([spansIn(whole), presentRows(whole)]);
      const totals = new Map<string, SpanSums>();
      for (const { sums } of past) for (const one of sums) addSums(totals, one);
      for (const row of young) addSums(totals, sumsOfRow(row));
      return totals as ReadonlyMap<string, PeriodTotals>;
    },

    async hours({ subject, ...period }) {
      const key = subjectKey(subject);
      const [past, young] = await Promise.all([
        measurements.ask({ ask: 'hours', subject: key, ...period }),
        presentRows(period),
      ]);
      return [...rowsIn(past), ...young.filter((row) => subjectKey(row.subject) === key)];
    },

    async unmeasured({ subject, ...period }) {
      const key = subjectKey(subject);
      return (await gapsOf(key, period)).get(key) ?? [];
    },

    unmeasuredOfAll: (period) => gapsOf(null, period),
  };
}

/** Widened to hours. */
const wholeHours = ({ from, to }: Interval): Interval => ({
  from: bucketStart(from, hour),
  to: bucketStart(to + hour - 1, hour),
});
