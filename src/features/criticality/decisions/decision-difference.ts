import type { Thresholds } from '../../catalog/thresholds.ts';
import type { DecisionDifference } from './decision-contract.ts';
import type { DecisionRecord } from './decision-record.ts';

/**
 * Where a decision differs from the one it follows, or from the file where it follows none: level, and each threshold by its
 * path (`thresholds.weekend.partial`). Shares are compared as they are written.
 */
export function differencesOf(before: DecisionRecord | null, after: DecisionRecord): DecisionDifference[] {
  const earlier = before === null ? after.file : { level: before.level, thresholds: before.thresholds };
  return differencesBetween(
    { level: earlier.level, thresholds: earlier.thresholds ?? after.file.thresholds },
    { level: after.level, thresholds: after.thresholds ?? after.file.thresholds },
  );
}

interface Words {
  level: string | null;
  thresholds: Thresholds;
}

export function differencesBetween(before: Words, after: Words): DecisionDifference[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: next.get(field) ?? null }))
    .filter((one) => one.before !== one.after);
}

function fieldsOf({ level, thresholds }: Words): Map<string, string> {
  const { partial, total, ...days } = thresholds;
  const fields = new Map<string, string>();
  if (level !== null) fields.set('level', level);
  fields.set('thresholds.partial', partial).set('thresholds.total', total);
  for (const [day, pair] of Object.entries(days))
    for (const [name, share] of Object.entries(pair ?? {})) if (share) fields.set(`thresholds.${day}.${name}`, share);
  return fields;
}
