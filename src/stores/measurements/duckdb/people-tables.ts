import type { Interval } from '../../../maths/instants.ts';
import type { Memory } from './memory.ts';
import { unionOf } from './sql-parts.ts';

/**
 * The rows of who did what in the window as SQL, with columns process, step, at_ms, person and outcome; null where there is no table of
 * them. Those of 2026 and before hold the names in each row (`people_…`), the others a number for them (`passes_…`).
 */
export function peopleSql(memory: Memory, window: Interval): string | null {
  const named = memory.tables.names('people', window);
  const numbered = memory.tables.names('passes', window);
  const parts: string[] = [];
  if (named.length > 0) parts.push(unionOf(named, 'process, step, at_ms, person, outcome', 'true', window));
  if (numbered.length > 0) {
    const rows = unionOf(numbered, 'passing, at_ms, person', 'true', window);
    parts.push(`SELECT process, step, at_ms, person, outcome FROM (${rows}) JOIN passings ON id = passing`);
  }
  return parts.length === 0 ? null : parts.join(' UNION ALL ');
}
