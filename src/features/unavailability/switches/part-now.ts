import { withText } from '../../../maths/add-estimates.ts';
import type { Estimate } from '../../../maths/estimate.ts';
import { hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import { wilsonInterval } from '../../../maths/wilson.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import type { KnownShare } from '../../catalog/process-response.ts';
import type { ImpactClass, ProcessImpact } from '../../impact/contract.ts';
import type { VerdictShown } from '../incident-contract.ts';
import { verdictOf } from '../verdict.ts';
import type { PartNow } from './breaker.ts';

export type Range = Record<'value' | 'low' | 'high', number>;

const level = 0.9;
/** Standard deviations on either side that hold nine tenths of a normal distribution. */
const spread = 1.645;
/** With fewer events in the past the share of a part is a guess. */
export const leastHistory = 30;

/**
 * What a part of a process would have brought: what was expected of the whole times the share of the part in the same hours of past
 * weeks. As unsure as both together, and as a count of its own size. Null where too little of the part is known.
 */
export function partExpected(whole: Range, past: { part: number; whole: number }): Range | null {
  if (past.part < leastHistory || past.whole <= 0 || whole.value <= 0) return null;
  const share = past.part / past.whole;
  const value = whole.value * share;
  const known = wilsonInterval(past.part, past.whole, level);
  const unsure = Math.hypot(
    (whole.high - whole.low) / (2 * whole.value),
    (known.high - known.low) / (2 * share),
    spread / Math.sqrt(Math.max(1, value)),
  );
  return { value, low: Math.max(0, value * (1 - unsure)), high: value * (1 + unsure) };
}

/** The share of the part that is missing, 0 to 1. */
export function missingOf({ actual, expected, from, to }: PartNow): Estimate {
  const missing = (of: number): number => (of <= 0 ? 0 : Math.max(0, 1 - actual / of));
  return {
    ...{
      value: missing(expected.value),
      low: missing(expected.low),
      high: missing(expected.high),
      unit: 'share',
      level,
    },
    ...{ method: 'what came of the part against what was expected of it', basis: { minutes: (to - from) / minute } },
    ...{ grade: 'observed', version: 'breaker-1', completeness: 1 },
  };
}

/**
 * What the next hour costs with the part on and off, as `verdictOf` reckons it for a process. `valuePerEvent` null: money is not known,
 * and the class alone decides. Null while nothing is missing.
 */
export function partForecast(
  part: PartNow,
  process: { name: string; kpi: string; class: ImpactClass | null; valuePerEvent: Estimate | null },
  response: ProcessSpec['response'],
  moves: KnownShare | undefined,
): VerdictShown | null {
  const missing = missingOf(part);
  if (missing.value <= 0) return null;
  const { expected, actual, from, to } = part;
  const shown = (range: Range, unit: string): Estimate => ({ ...missing, ...range, unit });
  const lost: Range = {
    value: expected.value - actual,
    low: Math.max(0, expected.low - actual),
    high: expected.high - actual,
  };
  const times = { from: toRfc3339(from), to: toRfc3339(to) };
  const impact: ProcessImpact = {
    ...{ process: process.name, asOf: times.to, state: 'losing', notes: [], step: process.kpi, actual },
    window: { ...times, minutes: (to - from) / minute, fromOnset: false },
    ...{ expected: shown(expected, 'events'), impactShare: missing, class: process.class, conversion: null },
    ...{ valuePerEvent: process.valuePerEvent, lossPerHour: perHour(lost, process.valuePerEvent, missing, to - from) },
    drop: {
      ...{ id: '', process: process.name, onset: times.from, detectedAt: times.to, endedAt: null, level: null },
      ...{ class: process.class, impactShare: missing, lost: shown(lost, 'events'), money: null },
    },
  };
  return verdictOf(impact, moves === undefined ? response : { ...response, switchOff: { moved: moves } });
}

function perHour(lost: Range, value: Estimate | null, origin: Estimate, lastsMs: number): Estimate | null {
  if (value === null) return null;
  const { text: _, ...rest } = origin;
  const money = (bound: keyof Range): number => Math.round((lost[bound] * value[bound] * hour) / lastsMs);
  return withText({
    ...{ ...rest, value: money('value'), low: money('low'), high: money('high') },
    ...{ unit: `${value.unit}/h`, method: 'what is missing of the part, at what an event is worth' },
  });
}
