import { type Document, documentNamed } from '../../catalog/catalog.ts';
import type { AlertPolicySpec } from '../../catalog/openslo/alerts.ts';
import type { SloSpec } from '../../catalog/openslo/objective.ts';
import { minutesOf, spanOf } from '../../catalog/openslo/shorthand.ts';
import { type BurnRule, conditionRule } from './burn-windows.ts';

interface ConditionFields {
  severity: string;
  condition: { kind: string; op: string; threshold: number; lookbackWindow: string };
}

/** Longer windows of alerts are cut to this. */
const longestMinutes = 7 * 1_440;

/** The burn alerts that an SLO's policies ask for, those written in place and those it names; without repeats. */
export function burnRulesOf({ alertPolicies }: SloSpec, documents: readonly Document[]): BurnRule[] {
  const policies = (alertPolicies ?? []).flatMap((entry): AlertPolicySpec[] => {
    if ('spec' in entry) return [entry.spec];
    const named = documentNamed<AlertPolicySpec>(documents, 'openslo/AlertPolicy', entry.alertPolicyRef);
    return named ? [named.spec] : [];
  });
  const rules = policies
    .flatMap(({ conditions }) => conditions)
    .flatMap((entry): ConditionFields[] => {
      if ('spec' in entry) return [entry.spec];
      const named = documentNamed<ConditionFields>(documents, 'openslo/AlertCondition', entry.conditionRef);
      return named ? [named.spec] : [];
    })
    .flatMap(({ severity, condition }) => {
      const minutes = minutesOf(spanOf(condition.lookbackWindow));
      // a burn below a limit is no alert
      if (minutes === null || !condition.op.startsWith('g')) return [];
      return conditionRule(severity, String(condition.threshold), Math.min(minutes, longestMinutes)) ?? [];
    });
  const keyOf = (one: BurnRule): string => JSON.stringify(one);
  return [...new Map(rules.map((one) => [keyOf(one), one])).values()];
}
