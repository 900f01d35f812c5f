import { toRfc3339 } from '../../maths/instants.ts';
import type { ExternalTime } from '../signals/alerts/external-time.ts';
import type { Alarm } from './contract.ts';

/** An alert of another tool as an alarm among the others; null for one of which no component is known. */
export function externalAlarm({ id, alertname, source, known, from, to }: ExternalTime): Alarm | null {
  if (known.component === null) return null;
  return {
    ...{ id, component: known.component, measure: alertname },
    startedAt: toRfc3339(from),
    endedAt: to === null ? null : toRfc3339(to),
    external: {
      ...{ alert: known.id, source },
      opensIncidents: known.document?.spec.opensIncidents ?? false,
      mandatedBy: known.document?.spec.mandatedBy ?? null,
    },
  };
}
