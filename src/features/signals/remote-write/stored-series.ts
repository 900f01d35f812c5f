import type { AdmittedSeries } from '../series-limit.ts';
import { identityOf } from '../series-names.ts';
import { type MetricRole, unitOf } from './metric-role.ts';
import type { SeriesIdentity } from './series-identity.ts';

interface Stored extends AdmittedSeries {
  source: string;
  role: MetricRole;
}
/** The last of each; another role or source is rare. */
const found = new WeakMap<SeriesIdentity, Stored>();

/** Under which key the samples of a series are stored. The same object as long as nothing changes, so that what is made of it can be kept with it. */
export function storedSeries(identity: SeriesIdentity, source: string, role: MetricRole): AdmittedSeries {
  const before = found.get(identity);
  if (before?.source === source && before.role === role) return before;
  const { name, labels } = identity;
  const kind = role === 'gauge' ? ('gauge' as const) : ('counts' as const);
  const key = { source, name, kind, unit: unitOf(name, role), labels };
  const stored = { key, identity: identityOf(key), source, role };
  found.set(identity, stored);
  return stored;
}
