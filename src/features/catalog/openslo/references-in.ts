import type { Path } from '../kind.ts';

/** The kind that each field with a reference leads to, wherever it stands. */
const leadsTo: Readonly<Record<string, string>> = {
  indicatorRef: 'SLI',
  metricSourceRef: 'DataSource',
  conditionRef: 'AlertCondition',
  targetRef: 'AlertNotificationTarget',
  alertPolicyRef: 'AlertPolicy',
};

export interface Reference {
  kind: string;
  name: string;
  path: Path;
}

/** Every reference in a document, those of parts that are written in place included. The query of a source is not looked into. */
export function referencesIn(document: { spec: unknown }): Reference[] {
  return below(document.spec, ['spec']);
}

function below(value: unknown, path: Path): Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Reference[] => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const kind = leadsTo[key];
    if (typeof inner === 'string') return kind === undefined ? [] : [{ kind, name: inner, path: at }];
    return key === 'spec' && path.at(-1) === 'metricSource' ? [] : below(inner, at);
  });
}
