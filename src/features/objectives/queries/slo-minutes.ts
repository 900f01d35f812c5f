import { bucketStart, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { SloReading } from '../../catalog/openslo/evaluated.ts';
import type { SloTerm } from '../../catalog/openslo/measured-by.ts';
import type { IntakeMemory } from '../../signals/intake-memory.ts';
import { labelsMatch } from '../../signals/label-filter.ts';
import { type MeasureSpec, measureNamed } from '../../signals/measure.ts';
import { proofsOfProcess } from '../../signals/measured.ts';
import { indicatorOf } from '../../signals/queries/indicator-of.ts';
import { eventSeries, measured, sums } from '../../signals/queries/minutes-of.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import type { SloRule } from '../slo/plan.ts';

export interface SloMinuteDeps {
  measurements: Measurements;
  catalog: () => Catalog;
  signals: {
    completeUntil(q: { process?: string; component?: string; now: EpochMs }): Promise<EpochMs | null>;
    memory(): Promise<IntakeMemory>;
  };
}

/** Reads the minutes of objectives; what several of them read of one period is asked once for each asker. */
export function sloMinutes({ measurements, catalog, signals }: SloMinuteDeps) {
  async function ofTerm(term: SloTerm, measures: SloRule['measures'], period: Interval): Promise<Float64Array> {
    if (term.of === 'measure') {
      const { good, valid } = await ofMeasure(measures[term.measure], period);
      if (term.part === 'bad') return valid.map((all, index) => all - good[index]!);
      return term.part === 'good' ? good : valid;
    }
    const flags = await measured(measurements, proofsOfProcess(catalog(), term.process), period);
    const series = await eventSeries(measurements, term, 'counts');
    const own = series.filter(({ labels }) => term.outcomes.includes(labels.outcome ?? ''));
    return sums(measurements, own, flags, period);
  }

  async function ofMeasure(
    spec: MeasureSpec | undefined,
    period: Interval,
    goodUnder?: string,
  ): Promise<IndicatorMinutes> {
    if (spec === undefined) return unknown(period);
    const changed = goodUnder === undefined || spec.type !== 'latency' ? spec : { ...spec, goodUnder };
    return indicatorOf(measurements, changed, period);
  }

  async function ofGauge(reading: SloReading & { kind: 'gauge' }, period: Interval): Promise<IndicatorMinutes> {
    const { source, metric, where, op, value } = reading;
    const all = await measurements.ask({ ask: 'series', source, name: metric, kind: 'gauge' });
    const own = all.filter(({ labels }) => labelsMatch(where, labels)).map(({ id }) => id);
    const minutes = unknown(period);
    if (own.length === 0) return minutes;
    for (const { at, min, max } of await measurements.ask({ ask: 'gauges', series: own, ...period })) {
      const index = (bucketStart(at, minute) - period.from) / minute;
      const keeps = kept(op, min, max, value) ? 1 : 0;
      // one series that does not keep the limit makes the minute a bad one
      minutes.good[index] = Number.isNaN(minutes.good[index]!) ? keeps : Math.min(minutes.good[index]!, keeps);
      minutes.valid[index] = 1;
    }
    return minutes;
  }

  async function read(
    { reading, measures }: Pick<SloRule, 'reading' | 'measures'>,
    period: Interval,
  ): Promise<IndicatorMinutes> {
    if (reading.kind === 'gauge') return ofGauge(reading, period);
    if (reading.kind === 'latency') {
      const minutes = await ofMeasure(measures[reading.measure], period, `${reading.milliseconds}ms`);
      if (reading.op === 'lte' || reading.op === 'lt') return minutes;
      return { ...minutes, good: minutes.valid.map((all, index) => all - minutes.good[index]!) };
    }
    const { counted, total, part } = reading;
    if (counted.of === 'measure' && total.of === 'measure' && counted.measure === total.measure) {
      return ofMeasure(measures[total.measure], period);
    }
    const [some, valid] = await Promise.all([ofTerm(counted, measures, period), ofTerm(total, measures, period)]);
    // what is counted at a later step may fall into a later minute: never more than there was, nor less than nothing
    const good = valid.map((all, i) => (part === 'good' ? Math.min(some[i]!, all) : Math.max(0, all - some[i]!)));
    return { from: period.from, good, valid };
  }

  /** Up to when everything that a reading counts is complete; null where something never was. */
  async function completeUntil(reading: SloReading, now: EpochMs): Promise<EpochMs | null> {
    if (reading.kind === 'gauge') {
      const source = (await signals.memory()).sources.get(reading.source);
      const services = [...(source?.services.values() ?? [])].map((one) => one.completeUntil ?? 0);
      return Math.max(source?.technical.completeUntil ?? 0, ...services) || null;
    }
    const terms: SloTerm[] =
      reading.kind === 'latency'
        ? [{ of: 'measure', measure: reading.measure, part: 'valid' }]
        : [reading.counted, reading.total];
    const ends = await Promise.all(
      terms.map((term) => {
        if (term.of === 'events') return signals.completeUntil({ process: term.process, now });
        const component = measureNamed(catalog(), term.measure)?.spec.component;
        return component === undefined ? null : signals.completeUntil({ component, now });
      }),
    );
    return ends.reduce((least, end) => (least === null || end === null ? null : Math.min(least, end)));
  }

  return { read, completeUntil };
}

function kept(op: 'lte' | 'lt' | 'gte' | 'gt', min: number, max: number, value: number): boolean {
  if (op === 'lte') return max <= value;
  if (op === 'lt') return max < value;
  return op === 'gte' ? min >= value : min > value;
}

function unknown({ from, to }: Interval): IndicatorMinutes {
  const good = new Float64Array((to - from) / minute).fill(Number.NaN);
  return { from, good, valid: good.slice() };
}
