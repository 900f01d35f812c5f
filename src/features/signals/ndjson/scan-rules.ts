import type { EventContext } from '../event-batch.ts';
import { latest } from '../event-rules.ts';
import type { ScanRules } from './scanned-events.ts';

/**
 * What a reader of events of this source and writer has to know: the declared processes that both may write. The step
 * `refunded` is always possible and need not be named.
 */
export function scanRulesOf({
  source,
  writer,
  processes,
  now,
  retentionMs,
  userKey,
}: Omit<EventContext, 'limit' | 'ids'>): ScanRules {
  const mayWrite = (name: string): boolean =>
    (source.processes?.has(name) ?? true) && (writer.processes?.has(name) ?? true);
  return {
    processes: [...processes]
      .filter(([name]) => mayWrite(name))
      .map(([name, { spec }]) => ({ name, steps: [...spec.steps], attributes: [...spec.attributes] })),
    environments: writer.environments === null ? null : [...writer.environments],
    from: now - retentionMs,
    to: latest(now),
    userKey,
  };
}
