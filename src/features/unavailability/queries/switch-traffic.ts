import { bucketStart, day, type EpochMs, type Interval, minute, week } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { ImpactCurve } from '../../impact/contract.ts';
import { leastHistory, partExpected, type Range } from '../switches/part-now.ts';
import type { SwitchSpec } from '../switches/switch.ts';

export interface TrafficDeps {
  catalog: () => Catalog;
  signals: {
    businessMinutes(
      q: {
        process: string;
        step: string;
        part?: { attribute: string; value?: string | undefined } | undefined;
      } & Interval,
    ): Promise<MinuteSeries>;
    completeUntil(q: { process: string; now: EpochMs }): Promise<EpochMs | null>;
  };
  impact: { curve(name: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<ImpactCurve> };
}

type Way = Pick<SwitchSpec, 'process' | 'part'>;

/** So many past weeks say which share of a process a part is, each with so much on both sides of the minutes asked for. */
const pastWeeks = 4;
const aroundMs = 30 * minute;
/** The minutes just before are left out: what breaks begins before it is seen. */
const justBeforeMs = 5 * minute;

/** Whole minutes up to which everything of the process is known; null where nothing ever was. */
export async function measuredUntil({ signals }: TrafficDeps, process: string, now: EpochMs): Promise<EpochMs | null> {
  const until = await signals.completeUntil({ process, now });
  return until === null ? null : bucketStart(Math.min(until, now), minute);
}

/** Customers of the process, or its part, who came through in whole minutes; null where one of them is unknown. */
export async function cameThrough(
  { catalog, signals }: TrafficDeps,
  { process, part }: Way,
  time: Interval,
): Promise<number | null> {
  const spec = processNamed(catalog(), process)?.spec;
  if (spec === undefined || time.to <= time.from) return null;
  const { counts } = await signals.businessMinutes({ process, step: spec.kpi, part, ...time });
  const sum = counts.reduce((total, count) => total + count, 0);
  return Number.isNaN(sum) ? null : sum;
}

/** How many would have come of the process, or its part, in whole minutes; null where nobody knows. */
export async function expectedThrough(deps: TrafficDeps, way: Way, time: Interval): Promise<Range | null> {
  const whole = await expectedOf(deps, way.process, time);
  if (whole === null || way.part === undefined) return whole;
  return partExpected(whole, await pastOf(deps, way, time));
}

/** Of the whole process: the sum of its minutes, as unsure as the last stretch of that length that its curve holds. */
async function expectedOf({ impact }: TrafficDeps, process: string, { from, to }: Interval): Promise<Range | null> {
  const minutes = Math.round((to - from) / minute);
  const [byMinute, byStretch] = await Promise.all([
    impact.curve(process, from, to, 1),
    impact.curve(process, from, to, minutes),
  ]);
  let value = 0;
  for (const one of byMinute.expected) {
    if (one === null) return null;
    value += one;
  }
  const stretch = byStretch.expected.findIndex((one) => one !== null && one > 0);
  if (stretch < 0 || value <= 0) return null;
  const mean = byStretch.expected[stretch]!;
  return {
    value,
    low: value * (byStretch.low[stretch]! / mean),
    high: value * (byStretch.high[stretch]! / mean),
  };
}

/**
 * What came of the part and of the whole around the same minutes of past weeks; where they say too little, in the day before. Only
 * minutes take part in which most events name the attribute: history that was loaded without it says nothing of parts.
 */
async function pastOf(deps: TrafficDeps, way: Way, time: Interval): Promise<Past> {
  const key = JSON.stringify([
    way.process,
    way.part,
    bucketStart(time.from, rememberedMs),
    bucketStart(time.to, rememberedMs),
  ]);
  const known = remembered.get(deps.signals) ?? new Map<string, Past>();
  const past = known.get(key) ?? (await readPast(deps, way, time));
  if (known.size >= mostRemembered) known.clear();
  known.set(key, past);
  remembered.set(deps.signals, known);
  return past;
}

/** The past changes slowly and is asked for each minute: so long, and of so many parts, it is remembered. */
const rememberedMs = 10 * minute;
const mostRemembered = 500;
const remembered = new WeakMap<object, Map<string, Past>>();

async function readPast(deps: TrafficDeps, way: Way, { from, to }: Interval): Promise<Past> {
  const weeks = { part: 0, whole: 0 };
  for (let nth = 1; nth <= pastWeeks; nth++) {
    const one = await shareIn(deps, way, { from: from - nth * week - aroundMs, to: to - nth * week + aroundMs });
    weeks.part += one.part;
    weeks.whole += one.whole;
  }
  if (weeks.part >= leastHistory) return weeks;
  return shareIn(deps, way, { from: from - day, to: from - justBeforeMs });
}

interface Past {
  part: number;
  whole: number;
}

async function shareIn({ catalog, signals }: TrafficDeps, { process, part }: Way, time: Interval): Promise<Past> {
  const { kpi: step } = processNamed(catalog(), process)!.spec;
  const { attribute, value } = part!;
  const [ofPart, named, ofWhole] = await Promise.all(
    [{ attribute, value }, { attribute }, undefined].map((one) =>
      signals.businessMinutes({ process, step, part: one, ...time }),
    ),
  );
  const past = { part: 0, whole: 0 };
  ofWhole!.counts.forEach((whole, nth) => {
    if (!(2 * named!.counts[nth]! >= whole)) return;
    past.part += ofPart!.counts[nth]!;
    past.whole += whole;
  });
  return past;
}
