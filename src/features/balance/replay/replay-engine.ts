import { day, type EpochMs, minute } from '../../../maths/instants.ts';
import { processNamed } from '../../catalog/catalog.ts';
import { calendarOfProcess } from '../../expectations/calendar-of-process.ts';
import { patienceOfProcess } from '../../impact/patience-of-process.ts';
import { type Indicator, indicatorsOf } from '../../objectives/indicator.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import { measureNamed, measuresOf } from '../../signals/measure.ts';
import { type AlarmNews, MeasureCourse } from './measure-course.ts';
import { type CourseRules, type Moment, ProcessCourse } from './process-course.ts';
import { ProcessHistory } from './process-history.ts';
import {
  countingKey,
  isAlike,
  longestWindow,
  type ReplayChunk,
  type ReplaySetup,
  seriesOf,
  warmUpMs,
} from './replay-setup.ts';
import { laidBehind } from './rolling-indicator.ts';
import { type RulesSpan, rulesAt } from './rules-of-the-time.ts';
import { SideCourse } from './side-course.ts';

const sides = ['before', 'after'] as const;
export type SideName = (typeof sides)[number];

interface ProcessOfBoth {
  name: string;
  history: ProcessHistory;
  /** One for both where both judge it alike. */
  courses: Record<SideName, ProcessCourse | null>;
}

interface MeasureOfBoth {
  name: string;
  courses: Record<SideName, MeasureCourse>;
}

/** What a replay has found, once the last chunk is in. */
export interface Replayed {
  sides: Record<SideName, SideCourse>;
  processes: readonly ProcessOfBoth[];
  unmeasured: ReadonlyMap<string, number>;
  /** Processes that could not be judged at some time, with the last reason. */
  unjudged: ReadonlyMap<string, string>;
}

/**
 * Both sides of a replay, fed with minutes in the order of time: first the weeks that are only learned from, then day by day. What
 * was decided never looks ahead of its minute. Holds the minutes that are learned from and one day of the measures, however
 * long the period is.
 */
export class ReplayEngine {
  private readonly setup: ReplaySetup;
  private readonly series: ReturnType<typeof seriesOf>;
  private readonly start: EpochMs;
  private readonly processes: ProcessOfBoth[];
  private readonly measures: MeasureOfBoth[];
  private readonly windows: (IndicatorMinutes | null)[];
  private readonly indicators = new Map<RulesSpan['catalog'], Map<string, Indicator>>();
  private readonly sides: Record<SideName, SideCourse>;
  private readonly unmeasured = new Map<string, number>();
  private readonly unjudged = new Map<string, string>();
  private learnAt: EpochMs;

  constructor(setup: ReplaySetup) {
    this.setup = setup;
    this.sides = { before: new SideCourse(setup.retirements), after: new SideCourse(setup.retirements) };
    this.series = seriesOf(setup);
    this.start = setup.period.from - warmUpMs;
    this.learnAt = this.start;
    this.windows = this.series.measures.map(() => null);
    this.processes = this.processesOfBoth();
    const names = new Set([...setup.before, ...setup.after].flatMap(({ catalog }) => namesOf(catalog)));
    this.measures = [...names].map((name) => {
      const before = new MeasureCourse();
      return { name, courses: { before, after: isAlike(setup, 'Measure', name) ? before : new MeasureCourse() } };
    });
  }

  /** Takes the next minutes; a chunk that lies before the period is only learned from. */
  add(chunk: ReplayChunk): void {
    this.series.business.forEach(({ process, step }, nth) => {
      const one = this.processes.find(({ name }) => name === process)!;
      const spec = this.processAt('after', process, chunk.from) ?? this.processAt('before', process, chunk.from);
      if (spec?.spec.kpi === step) one.history.append(chunk.from, chunk.business[nth]!);
    });
    if (chunk.to <= this.start) return;
    this.learn(chunk.from);
    const moments = this.momentsOf(chunk);
    const alarms = this.alarmsOf(chunk);
    for (const side of sides)
      this.sides[side].advance(chunk.from, chunk.to, { moments: moments[side], alarms: alarms[side] }, (at) =>
        rulesAt(this.setup[side], at),
      );
    this.countUnmeasured(chunk);
  }

  result(): Replayed {
    const { sides: found, processes, unmeasured, unjudged } = this;
    return { sides: found, processes, unmeasured, unjudged };
  }

  private processAt(side: SideName, process: string, at: EpochMs) {
    return processNamed(rulesAt(this.setup[side], at), process);
  }

  private processesOfBoth(): ProcessOfBoth[] {
    const names = new Set(this.series.business.map(({ process }) => process));
    return [...names].map((name) => {
      const history = new ProcessHistory();
      const course = (side: SideName): ProcessCourse | null =>
        this.setup[side].some(({ catalog }) => processNamed(catalog, name))
          ? new ProcessCourse(history, this.rulesOf(side, name), this.start)
          : null;
      const before = course('before');
      return {
        name,
        history,
        courses: { before, after: isAlike(this.setup, 'Process', name) ? before : course('after') },
      };
    });
  }

  private rulesOf(side: SideName, name: string): CourseRules {
    const spans = this.setup[side];
    const held = spans.find(({ catalog }) => processNamed(catalog, name))!;
    const processAt = (at: EpochMs) => processNamed(rulesAt(spans, at), name) ?? processNamed(held.catalog, name)!;
    return {
      processAt,
      thresholdsAt: (at) => processAt(at).spec.thresholds,
      levelAt: (at) => processAt(at).spec.level ?? null,
      value: this.setup.values.get(name) ?? null,
      silentAfterMs: patienceOfProcess(held.catalog, name),
    };
  }

  /** As of the begin of a chunk, from what lies before it. */
  private learn(now: EpochMs): void {
    if (now < this.learnAt) return;
    this.learnAt = now + this.setup.learnEveryDays * day;
    for (const { name, history, courses } of this.processes) {
      const document = this.processAt('after', name, now) ?? this.processAt('before', name, now);
      if (document === undefined) continue;
      const seen = [...(courses.before ?? courses.after)!.records.values()].map(({ onset, endedAt }) => ({
        onset,
        endedAt,
      }));
      const recorded = (this.setup.recorded.get(name) ?? []).map(({ onset, endedAt }) => ({
        onset: Date.parse(onset),
        endedAt: endedAt === null ? null : Date.parse(endedAt),
      }));
      const drops = [...seen, ...recorded]
        .filter(({ onset }) => onset < now)
        .map(({ onset, endedAt }) => ({
          from: onset,
          to: Math.min(now, endedAt ?? now),
          lasts: (endedAt ?? now) >= now,
        }));
      const calendar = calendarOfProcess(rulesAt(this.setup.after, now), document, now);
      history.learn(now, document.spec.timeZone, calendar, drops);
      if ('refusal' in history.learned) this.unjudged.set(name, history.learned.refusal);
    }
  }

  private momentsOf({ to }: ReplayChunk): Record<SideName, Moment[]> {
    const found: Record<SideName, Moment[]> = { before: [], after: [] };
    for (const { courses } of this.processes) {
      const before = courses.before?.advance(to) ?? [];
      const after = courses.after === courses.before ? before : (courses.after?.advance(to) ?? []);
      found.before.push(...before);
      found.after.push(...after);
    }
    return found;
  }

  private alarmsOf(chunk: ReplayChunk): Record<SideName, AlarmNews[]> {
    const keepMs = longestWindow(this.setup);
    const place = new Map(this.series.measures.map((spec, nth) => [countingKey(spec), nth]));
    chunk.measures.forEach((next, nth) => {
      this.windows[nth] = laidBehind(this.windows[nth]!, chunk.measuresFrom, next, keepMs);
    });
    const found: Record<SideName, AlarmNews[]> = {
      before: [...this.otherAlarms(chunk)],
      after: [...this.otherAlarms(chunk)],
    };
    for (const { name, courses } of this.measures) {
      const advanced = (side: SideName): AlarmNews[] => {
        const held = this.setup[side].map(({ catalog }) => measureNamed(catalog, name));
        const now = measureNamed(rulesAt(this.setup[side], chunk.from), name);
        const spec = (now ?? held.find((one) => one))?.spec;
        const minutes = spec && this.windows[place.get(countingKey(spec))!];
        if (!minutes) return [];
        return courses[side].advance(chunk.from, chunk.to, minutes, (at) => this.indicatorAt(side, name, at));
      };
      const before = advanced('before');
      found.before.push(...before);
      found.after.push(...(courses.after === courses.before ? before : advanced('after')));
    }
    return found;
  }

  private indicatorAt(side: SideName, name: string, at: EpochMs): Indicator | null {
    const catalog = rulesAt(this.setup[side], at);
    let all = this.indicators.get(catalog);
    if (all === undefined) {
      all = new Map(indicatorsOf(catalog).map((one) => [one.measure, one]));
      this.indicators.set(catalog, all);
    }
    return all.get(name) ?? null;
  }

  private *otherAlarms({ from, to }: ReplayChunk): Generator<AlarmNews> {
    for (const alarm of this.setup.otherAlarms) {
      const began = Date.parse(alarm.startedAt) + minute;
      const ended = alarm.endedAt === null ? null : Date.parse(alarm.endedAt) + minute;
      if (began > from && began <= to) yield { at: began, alarm: { ...alarm, endedAt: null } };
      if (ended !== null && ended > from && ended <= to) yield { at: ended, alarm };
    }
  }

  private countUnmeasured({ from, to }: ReplayChunk): void {
    const { period } = this.setup;
    for (const { name, history } of this.processes) {
      const { series } = history;
      let unknown = 0;
      for (let at = Math.max(from, period.from); at < Math.min(to, period.to); at += minute)
        if (Number.isNaN(series.counts[Math.round((at - series.from) / minute)] ?? Number.NaN)) unknown++;
      this.unmeasured.set(name, (this.unmeasured.get(name) ?? 0) + unknown);
    }
  }
}

const namesOf = (catalog: RulesSpan['catalog']): string[] => measuresOf(catalog).map(({ metadata }) => metadata.name);
