import { day, type EpochMs, minute } from '../../../maths/instants.ts';
import { parseRatio } from '../../../maths/ratios.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { thresholdsOn } from '../../catalog/thresholds.ts';
import { calendarOfProcess } from '../../expectations/calendar-of-process.ts';
import type { ImpactClass, ProcessImpact } from '../../impact/contract.ts';
import { fractionReached } from '../../impact/fraction-reached.ts';
import { dayKindsAt } from '../../impact/thresholds-at.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { knownResponse, ledgerDays } from '../ledger-moved.ts';
import type { BreakerFacts, BreakerRules, PartNow } from '../switches/breaker.ts';
import type { KeptSwitch } from '../switches/kept-switch.ts';
import { partForecast } from '../switches/part-now.ts';
import { heldSince } from '../switches/settle-checks.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import { cameThrough, expectedThrough, measuredUntil, type TrafficDeps } from './switch-traffic.ts';

export interface BreakerDeps extends TrafficDeps {
  impact: TrafficDeps['impact'] & { current(): ProcessImpact[] };
  outages: Pick<OutageQueries, 'list'>;
}

type Breaker = NonNullable<SwitchSpec['breaker']>;

export function rulesOf({ policy, openAt, over, openFor, shares, stepFor }: Breaker): BreakerRules {
  return {
    ...{ policy, openAt: parseRatio(openAt)!, openAtText: openAt, shares },
    ...{ overMs: parseDuration(over)!, openForMs: parseDuration(openFor)!, stepForMs: parseDuration(stepFor)! },
  };
}

/** What a breaker decides from. While it is open nothing comes, and nothing is looked at. */
export async function breakerFacts(
  deps: BreakerDeps,
  spec: SwitchSpec,
  kept: KeptSwitch,
  now: EpochMs,
): Promise<BreakerFacts> {
  const rules = rulesOf(spec.breaker!);
  const part = await partNow(deps, spec, kept, rules, now);
  const forecast = part === null || kept.position !== 'on' ? null : await forecastOf(deps, spec, part, now);
  return { rules, part, forecast };
}

async function partNow(
  deps: BreakerDeps,
  spec: SwitchSpec,
  kept: KeptSwitch,
  rules: BreakerRules,
  now: EpochMs,
): Promise<PartNow | null> {
  if (kept.position === 'off') return null;
  const to = await measuredUntil(deps, spec.process, now);
  if (to === null) return null;
  const since = heldSince(kept);
  const begin = kept.position === 'half' ? (since ?? now) : to - rules.overMs;
  const from = Math.ceil(begin / minute) * minute;
  if (to <= from) return null;
  const actual = await cameThrough(deps, spec, { from, to });
  const expected = actual === null ? null : await expectedThrough(deps, spec, { from, to });
  if (actual === null || expected === null) return null;
  const share = kept.position === 'half' ? Number(kept.share) : 1;
  const { value, low, high } = expected;
  return { from, to, actual, expected: { value: value * share, low: low * share, high: high * share } };
}

async function forecastOf(deps: BreakerDeps, spec: SwitchSpec, part: PartNow, now: EpochMs) {
  const catalog = deps.catalog();
  const process = processNamed(catalog, spec.process);
  if (process === undefined) return null;
  const { name } = process.metadata;
  const subject = { kind: 'process', name } as const;
  const ledger = await deps.outages.list({ from: now - ledgerDays * day, to: now, subject });
  const { response } = knownResponse(process.spec.response, ledger, now);
  const valuePerEvent = deps.impact.current().find((one) => one.process === name)?.valuePerEvent ?? null;
  const reached = classOf(catalog, name, part, now);
  return partForecast(part, { name, kpi: process.spec.kpi, class: reached, valuePerEvent }, response, spec.moves);
}

/** The class that the part would have if it were the process. */
function classOf(catalog: Catalog, name: string, { actual, expected }: PartNow, now: EpochMs): ImpactClass | null {
  const process = processNamed(catalog, name)!;
  const days = dayKindsAt(calendarOfProcess(catalog, process, now), process.spec.timeZone, now);
  const { partial, total } = thresholdsOn(process.spec.thresholds, days);
  if (fractionReached(actual, expected.value, parseRatio(total)!)) return 'P1';
  return fractionReached(actual, expected.value, parseRatio(partial)!) ? 'P2' : null;
}
