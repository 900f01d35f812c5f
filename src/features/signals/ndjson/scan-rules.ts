import { minute } from '../../../maths/instants.ts';
import type { EventContext } from '../event-batch.ts';
import type { ScanRules } from './scanned-events.ts';

/** What a reader has to know to judge the rows of a source and a writer. */
export function scanRulesOf({
  source,
  writer,
  processes,
  now,
  retentionMs,
  userKey,
}: Omit<EventContext, 'limit' | 'seen'>): ScanRules {
  const own = [...processes.values()].filter(
    ({ metadata: { name } }) => (source.processes?.has(name) ?? true) && (writer.processes?.has(name) ?? true),
  );
  return {
    processes: own.map(({ metadata: { name }, spec: { steps, attributes } }) => ({ name, steps, attributes })),
    environments: writer.environments === null ? null : [...writer.environments],
    from: now - retentionMs,
    to: now + 5 * minute,
    userKey,
  };
}
