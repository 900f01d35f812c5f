import type { EpochMs } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/catalog.ts';
import { plansOf } from './compile.ts';
import type { SloPlan, SloVersion } from './plan.ts';

/** A document of the catalogue with the time in which it was part of it. */
export interface HeldDocument {
  document: Document;
  from: EpochMs;
  to: EpochMs | null;
}

/** The kinds whose edits may change how an objective is measured. */
export const decidingKinds = [
  'openslo/SLO',
  'openslo/SLI',
  'openslo/DataSource',
  'openslo/AlertPolicy',
  'openslo/AlertCondition',
  'Measure',
  'Source',
  'Calendar',
] as const;

/** Older edits than this many are not looked at. */
const mostEdits = 200;

/**
 * The rules of every objective in time, oldest first; neighbours that say the same are one. What is read of the past is `held`;
 * processes and components are those of now, so that renaming one is no edit of its objectives.
 */
export function versionsOf(
  held: readonly HeldDocument[],
  present: readonly Document[],
  now: EpochMs,
): Map<string, SloVersion[]> {
  const others = present.filter(({ kind }) => !(decidingKinds as readonly string[]).includes(kind));
  const edits = [...new Set(held.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))]
    .sort((a, b) => a - b)
    .slice(-mostEdits);
  const versions = new Map<string, SloVersion[]>();
  for (const at of edits) {
    const documents = held.filter(({ from, to }) => from <= at && (to === null || at < to)).map((one) => one.document);
    const plans = new Map(plansOf({ documents: [...documents, ...others] }, now).map((plan) => [plan.name, plan]));
    for (const [name, own] of versions) if (!plans.has(name)) end(own, at);
    for (const plan of plans.values()) {
      const own = versions.get(plan.name) ?? [];
      versions.set(plan.name, own);
      const last = own.at(-1);
      if (last && last.to === null && ruleText(last.plan) === ruleText(plan)) last.plan = plan;
      else {
        end(own, at);
        own.push({ plan, from: at, to: null });
      }
    }
  }
  return versions;
}

function end(versions: SloVersion[], at: EpochMs): void {
  const last = versions.at(-1);
  if (last && last.to === null) last.to = at;
}

/** Equal where two plans measure the same and ask the same of it. Holidays of later years are no edit. */
export function ruleText({ rule, why }: SloPlan): string {
  if (rule === null) return `unmeasured: ${why}`;
  return JSON.stringify({ ...rule, hours: rule.hours && { ...rule.hours, holidays: null } });
}
