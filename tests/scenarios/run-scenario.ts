import type { Document } from '../../src/features/catalog/catalog.ts';
import type { ProcessSpec } from '../../src/features/catalog/process.ts';
import { type BusinessCalendar, plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnProfile } from '../../src/features/expectations/learn.ts';
import type { DropRecord } from '../../src/features/impact/drop-record.ts';
import { fixedValue } from '../../src/features/impact/event-value.ts';
import type { ImpactFacts } from '../../src/features/impact/facts.ts';
import { alarmScoreOf, pageZ } from '../../src/features/impact/rules.ts';
import { bleedLimitOf } from '../../src/features/impact/slow-bleed.ts';
import { type ImpactMemory, nothingRemembered, type Stepped, step } from '../../src/features/impact/step.ts';
import { thresholdsAt } from '../../src/features/impact/thresholds-at.ts';
import { stepTried, type TriedImpact } from '../../src/features/impact/tried-thresholds.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import type { MinuteSeries } from '../../src/maths/minute-series.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { dayOfDate, positiveModulo, zoneOf } from '../../src/maths/zoned-time.ts';
import type { Scenario, Span } from './parse-scenario.ts';

/** The server's hour: what it last learned from ends so long before what it judges. */
const learnLagHours = 4;
/** Less often than the server, for the time the tests take. */
const relearnHours = 3;

/** What a minute of one process came to. */
export interface Seen {
  stepped: Stepped;
  /** What thresholds that are tried out say. */
  tried: TriedImpact | null;
  drops: ReadonlyMap<string, DropRecord>;
  /** All that has arrived by then. */
  minutes(): MinuteSeries;
}

/** Runs the processes of a timeline minute by minute, side by side, and hands what each minute came to to `see`. */
export function runScenarios(scenarios: readonly Scenario[], see: (at: number, seen: readonly Seen[]) => void): void {
  const { start, end } = scenarios[0]!;
  if (scenarios.some((s) => s.start !== start || s.end !== end)) throw new Error('the processes run at other times');
  const steps = scenarios.map(minutesOfProcess);
  for (let now = start; now <= end; now += minute) {
    see(
      now,
      steps.map((stepAt) => stepAt(now)),
    );
  }
}

/** One process through the same pure step as the server; to be asked for each minute in turn. */
function minutesOfProcess(s: Scenario): (now: number) => Seen {
  const first = s.start - s.historyDays * day;
  const world = makeCounts(s, first);
  const calendar = calendarOf(s);
  const value = fixedValue({ perEvent: s.perEvent, currency: s.currency });
  const drops = new Map<string, DropRecord>();
  let memory: ImpactMemory = nothingRemembered;
  let triedMemory: ImpactMemory | null = null;
  let learned = learn(s, world, first, s.start, calendar, []);
  let learnedAt = s.start;
  let seen: Float64Array | null = null;
  return (now) => {
    if (s.restarts.includes(now)) memory = JSON.parse(JSON.stringify(memory)) as ImpactMemory;
    if (s.restarts.includes(now) || now - learnedAt >= relearnHours * hour) {
      const exclude = [...drops.values()].map((d) => ({ from: d.onset, to: d.endedAt ?? now }));
      learned = learn(s, world, first, now, calendar, exclude);
      learnedAt = now;
    }
    const from = now - 12 * hour;
    const counts = visible(s, world, first, from, now);
    const revisedFrom = seen ? firstChange(seen, counts, from) : null;
    const silentSince = s.silent.find((span) => now >= span.from && now < span.to);
    const facts: ImpactFacts = {
      process: s.process,
      step: 'completed',
      expectation: learned,
      rules:
        'profile' in learned
          ? {
              thresholds:
                thresholdsAt({ partial: s.partial, total: s.total }, calendar, s.zone) ?? refuse('thresholds'),
              pageZ,
              alarmScore: alarmScoreOf(learned.profile),
              bleedLimit: bleedLimitOf(s.lossLimit, value),
            }
          : null,
      levelAt: () => s.level ?? null,
      series: { from, counts },
      completeUntil: silentSince ? silentSince.from : now,
      silentAfterMs: 3 * minute,
      revisedFrom,
      value,
      conversion: null,
      notes: [],
    };
    const stepped = step(memory, facts, now);
    const tries = stepTried(tryingOut(s), triedMemory, facts, now);
    triedMemory = tries?.stepped.memory ?? null;
    memory = stepped.memory;
    for (const record of stepped.changed) drops.set(record.id, record);
    seen = counts;
    return {
      stepped,
      tried: tries?.tried ?? null,
      drops,
      minutes: () => ({ from: first, counts: visible(s, world, first, first, now) }),
    };
  };
}

/** The process as far as thresholds that are tried out need it. */
function tryingOut({ tried, zone, level }: Scenario): Document<ProcessSpec> {
  const shadowThresholds = tried === null ? undefined : { ...tried, channel: 'side' };
  return { spec: { timeZone: zone, level, shadowThresholds } } as Document<ProcessSpec>;
}

function refuse(what: string): never {
  throw new Error(`the scenario's ${what} cannot be read`);
}

function calendarOf(s: Scenario): BusinessCalendar {
  return {
    ...plainCalendar,
    factors: s.campaigns.map((c) => ({ name: 'campaign', from: c.from, to: c.to, factor: c.value })),
    holidays: new Map(s.holidays.map((date) => [dayOfDate(date) ?? 0, 'holiday'])),
  };
}

function learn(
  s: Scenario,
  world: Float64Array,
  first: number,
  now: number,
  calendar: BusinessCalendar,
  exclude: { from: number; to: number }[],
) {
  const until = now - learnLagHours * hour;
  const counts = visible(s, world, first, first, until);
  return learnProfile({ from: first, counts }, { timeZone: s.zone, calendar, exclude });
}

/** What has arrived by `now`: minutes of a silent sender are unknown, held ones zero until they come. */
function visible(s: Scenario, world: Float64Array, first: number, from: number, now: number): Float64Array {
  const skip = (from - first) / minute;
  const out = world.slice(skip, (now - first) / minute);
  for (let i = 0; i < out.length; i++) {
    const at = from + i * minute;
    if (s.silent.some((span) => at >= span.from && at < span.to)) out[i] = Number.NaN;
    if (s.held.some((held) => at >= held.from && at < held.to && now < held.until)) out[i] = 0;
  }
  return out;
}

/** Earliest minute that both saw and that reads differently now. */
function firstChange(before: Float64Array, after: Float64Array, from: number): number | null {
  for (let i = 0; i + 1 < before.length; i++) {
    if (!Object.is(before[i + 1], after[i])) return from + i * minute;
  }
  return null;
}

function makeCounts(s: Scenario, first: number): Float64Array {
  const random = seededRandom(s.seed);
  const zone = zoneOf(s.zone);
  const n = Math.round((s.end + minute - first) / minute);
  return Float64Array.from({ length: n }, (_, i) => {
    const at = first + i * minute;
    let mean = s.rate * (s.kind === 'daily' ? dailyCurve(zone.localMinute(at)) : 1);
    for (const span of s.traffic) if (at >= span.from && at < span.to) mean *= span.value;
    for (const span of s.lose) if (at >= span.from && at < span.to) mean *= 1 - shareAt(span, at);
    return s.kind === 'exact' ? Math.round(mean) : random.count(mean, s.dispersion);
  });
}

function shareAt(span: Span, at: number): number {
  return span.value + ((span.last - span.value) * (at - span.from)) / (span.to - span.from);
}

function dailyCurve(localMinute: number): number {
  const ofDay = positiveModulo(localMinute, 1440);
  const weekend = positiveModulo(Math.floor(localMinute / 1440) + 3, 7) >= 5;
  return (weekend ? 0.7 : 1) * (1 + 0.6 * Math.cos((2 * Math.PI * (ofDay - 900)) / 1440));
}
