import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { ScannedEvents } from './ndjson/scanned-events.ts';
import type { Row } from './row.ts';

/** The processes of a catalogue by name: the same object as long as the catalogue stays. */
type Processes = ReadonlyMap<string, Document<ProcessSpec>>;

/**
 * The rows of a request: as values, or as sums with the values to be had where the sums do not do; those were read by the rules
 * of these processes.
 */
export type EventsBody =
  | { rows: readonly Row[] }
  | { scanned: ScannedEvents; processes: Processes; rows: () => readonly Row[] };

/** So many rows that stand in columns take as much memory on their way as one that is a value. */
const rowsOfColumns = 4;

/** How many rows are kept one by one on their way: as values, or with an id or a user, which stand in columns; the others are sums. */
export function rowsApart(body: EventsBody): number {
  if (!('scanned' in body)) return body.rows.length;
  const { named, people, rest } = body.scanned;
  return rest.index.length + (named.index.length + people.group.length) / rowsOfColumns;
}

/** The processes of rows that bear an id. */
export function namedProcesses(body: EventsBody): string[] {
  if (!('scanned' in body)) return processesOf(body.rows.map(({ value }) => value));
  const { groups, named, rest } = body.scanned;
  const names = new Set(processesOf(rest.line.map(parsed)));
  const isNamed = new Uint8Array(groups.length);
  for (let row = 0; row < named.group.length; row++) isNamed[named.group[row]!] = 1;
  for (const [group, { process }] of groups.entries()) if (isNamed[group] === 1) names.add(process);
  return [...names];
}

function processesOf(values: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const value of values) {
    const { id, process } = (value ?? {}) as { id?: unknown; process?: unknown };
    if (id != null && typeof process === 'string') names.add(process);
  }
  return [...names];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
