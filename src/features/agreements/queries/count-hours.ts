import { bucketStart, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { expectationLeadMinutes, expectedMinutes } from '../../expectations/expected-minutes.ts';
import type { Learned } from '../../expectations/learn.ts';
import type { EventValue } from '../../impact/event-value.ts';
import type { Subject } from '../../outages/outage.ts';
import { measuresOf } from '../../signals/measure.ts';
import { type AttemptMinutes, attemptMinutes } from '../../signals/queries/attempt-minutes.ts';
import type { HourRow } from '../hour-totals.ts';
import { type CountedMinutes, reckonHours } from '../reckon-hours.ts';
import { countedOutcomes, userCutoffMs, userMinutes } from '../user-minutes.ts';
import type { UptimeCells } from '../user-uptime.ts';

export interface CountDeps {
  measurements: Measurements;
  catalog: () => Catalog;
  signals: {
    indicatorMinutes(
      q: { measure: string } & Interval,
    ): Promise<{ from: EpochMs; good: Float64Array; valid: Float64Array }>;
  };
  expectations: {
    learned(process: string): Learned | null;
    recordedDrops(process: string, period: Interval): Promise<Interval[]>;
  };
  impact: { eventValue(process: string): EventValue | null };
}

/** Minutes of so many components are in memory at a time. */
const componentsAtOnce = 50;

/** Counts the hours of subjects over a window that begins on an hour, from the minutes; its end is cut to whole minutes. */
export async function countHours(deps: CountDeps, subjects: readonly Subject[], given: Interval): Promise<HourRow[]> {
  const window = { from: bucketStart(given.from, hour), to: bucketStart(given.to, minute) };
  if (window.to <= window.from) return [];
  const processes = subjects.filter(({ kind }) => kind === 'process').map(({ name }) => name);
  const components = subjects.filter(({ kind }) => kind === 'component').map(({ name }) => name);
  // Together, for each question waits behind what the store is doing for others, an import perhaps.
  const counted = await Promise.all([
    processMinutes(deps, processes, window),
    ...components.slice(0, componentsAtOnce).map(async (name) => [await componentMinutes(deps, name, window)]),
  ]);
  for (let first = componentsAtOnce; first < components.length; first += componentsAtOnce) {
    const some = components.slice(first, first + componentsAtOnce);
    counted.push(await Promise.all(some.map((name) => componentMinutes(deps, name, window))));
  }
  return counted.flat().flatMap(reckonHours);
}

async function processMinutes(deps: CountDeps, names: readonly string[], window: Interval): Promise<CountedMinutes[]> {
  if (names.length === 0) return [];
  const catalog = deps.catalog();
  const withLead = { from: window.from - expectationLeadMinutes * minute, to: window.to };
  const attempts = await attemptMinutes({ ...deps, catalog }, names, withLead);
  const users = await usersOf(deps, attempts, window);
  return Promise.all(
    attempts.map(async (one, nth): Promise<CountedMinutes> => {
      const inside = <Column extends Uint8Array | Float64Array>(column: Column): Column =>
        column.subarray(expectationLeadMinutes) as Column;
      const [good, failed] = [inside(one.ok), inside(one.failed)];
      const cells = users.get(nth);
      return {
        subject: { kind: 'process', name: one.process },
        from: window.from,
        measured: inside(one.measured),
        requests: one.failedFrom === null ? null : { good, valid: added(good, failed), countedFrom: one.failedFrom },
        users: cells && one.anyFailedFrom !== null ? { ...cells, countedFrom: one.anyFailedFrom } : null,
        value: await valueMinutes(deps, one, { ok: good, money: inside(one.money) }),
      };
    }),
  );
}

/** By the place of the process in `attempts`. Nobody is asked for where no failure was ever told: it could only come out as 1. */
async function usersOf({ measurements, catalog }: CountDeps, attempts: readonly AttemptMinutes[], window: Interval) {
  const told = attempts.flatMap(({ process, anyFailedFrom }, nth) => {
    const steps = anyFailedFrom === null ? [] : (processNamed(catalog(), process)?.spec.steps ?? []);
    return steps.length === 0 ? [] : [{ process, nth, steps }];
  });
  const cells = new Map<number, UptimeCells>();
  // One question for all whose steps come in the same order.
  for (const group of Map.groupBy(told, ({ steps }) => steps.join(' ')).values()) {
    const processes = group.map(({ process }) => process);
    const question = { ask: 'passes', processes, steps: group[0]!.steps, outcomes: countedOutcomes } as const;
    const passes = await measurements.ask({ ...question, from: window.from - userCutoffMs, to: window.to });
    for (const [place, own] of userMinutes(passes, window)) cells.set(group[place]!.nth, own);
  }
  return cells;
}

async function valueMinutes(
  { expectations, impact }: CountDeps,
  { process, from, measured, ok }: AttemptMinutes,
  own: { ok: Float64Array; money: Float64Array },
): Promise<CountedMinutes['value']> {
  const learned = expectations.learned(process);
  const worth = impact.eventValue(process);
  if (worth === null || learned === null || 'refusal' in learned) return null;
  const counts = ok.map((n, i) => (measured[i] === 1 ? n : Number.NaN));
  const drops = await expectations.recordedDrops(process, { from, to: from + ok.length * minute });
  const { expected, lead } = expectedMinutes(learned.profile, { from, counts }, drops);
  return { ...own, expected: expected.subarray(lead + expectationLeadMinutes), worth };
}

/** Measured where all of its measures are; good and valid of those of availability together. */
async function componentMinutes(
  { catalog, signals }: CountDeps,
  component: string,
  window: Interval,
): Promise<CountedMinutes> {
  const length = (window.to - window.from) / minute;
  const measured = new Uint8Array(length).fill(1);
  const requests = { good: new Float64Array(length), valid: new Float64Array(length), countedFrom: window.from };
  let isCounted = false;
  const own = measuresOf(catalog()).filter((one) => one.spec.component === component);
  const minutes = await Promise.all(
    own.map(({ metadata }) => signals.indicatorMinutes({ measure: metadata.name, ...window })),
  );
  for (const [nth, { spec }] of own.entries()) {
    const { good, valid } = minutes[nth]!;
    for (let i = 0; i < length; i++) if (Number.isNaN(valid[i]!)) measured[i] = 0;
    if (spec.type !== 'availability') continue;
    isCounted = true;
    for (let i = 0; i < length; i++) {
      requests.good[i]! += good[i]!;
      requests.valid[i]! += valid[i]!;
    }
  }
  const subject = { kind: 'component', name: component } as const;
  return { subject, from: window.from, measured, requests: isCounted ? requests : null, users: null, value: null };
}

const added = (a: Float64Array, b: Float64Array): Float64Array => a.map((n, i) => n + b[i]!);
