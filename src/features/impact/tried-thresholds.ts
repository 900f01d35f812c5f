import { type EpochMs, hour } from '../../maths/instants.ts';
import type { Document } from '../catalog/catalog.ts';
import type { Level } from '../catalog/fields.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { shadowAt } from '../catalog/shadow.ts';
import type { Drop, ProcessImpact } from './contract.ts';
import { dropOf } from './drop-record.ts';
import type { ImpactFacts } from './facts.ts';
import { type ImpactMemory, nothingRemembered, type Stepped, step } from './step.ts';
import { thresholdsAt } from './thresholds-at.ts';

/** What thresholds that are tried out say of a process: the same minutes, judged by them alone. */
export interface TriedImpact {
  /** The side channel that hears of it. */
  channel: string;
  impact: ProcessImpact;
  /** Of the last day, the one that lasts among them; oldest first. */
  drops: readonly Drop[];
}

/** So far back is judged again after a start, since nothing of what is tried out is kept. */
const againHours = 24;

/**
 * One decision by the thresholds that a process tries out, beside that by those that hold; null where it tries none out now. Pure. Without
 * memory, as after a start, the last day is judged again.
 */
export function stepTried(
  process: Document<ProcessSpec>,
  memory: ImpactMemory | null,
  facts: ImpactFacts,
  now: EpochMs,
): { stepped: Stepped; tried: TriedImpact } | null {
  const { spec } = process;
  const channel = shadowAt(spec.shadowThresholds, now);
  if (spec.shadowThresholds === undefined || channel === null) return null;
  const { partial, total } = spec.shadowThresholds;
  const calendar = 'profile' in facts.expectation ? facts.expectation.profile.calendar : null;
  const thresholds = calendar && thresholdsAt({ partial, total }, calendar, spec.timeZone);
  const rules = facts.rules && thresholds ? { ...facts.rules, thresholds } : null;
  const before = memory ?? { ...nothingRemembered, judgedUntil: now - againHours * hour };
  const stepped = step(before, { ...facts, rules }, now);
  return { stepped, tried: triedOf(channel, stepped, spec.level ?? null) };
}

/** Their drops have ids of their own: a drop by the thresholds that hold may begin in the same minute. */
function triedOf(channel: string, { memory, impact }: Stepped, level: Level | null): TriedImpact {
  const named = (drop: Drop): Drop => ({ ...drop, id: `shadow-${drop.id}` });
  const records = [...memory.recent, ...(memory.open === null ? [] : [memory.open])];
  return {
    channel,
    impact: { ...impact, drop: impact.drop && named(impact.drop) },
    drops: records.map((record) => named(dropOf(record, level))),
  };
}
