import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { EventGroup, ScannedEvents } from '../../features/signals/ndjson/scanned-events.ts';
import { mostGroups, type TravellingEvents } from './messages.ts';
import { type Reader, RulesByNumber } from './reader.ts';

const scanners = new RulesByNumber<'events', EventScanner>((rules) => new EventScanner(rules));

/** Reads lines of JSON, on a thread. */
export const readEvents: Reader<'events'> = (bytes, reading) => {
  const scanned = scanners.with(reading, (scanner) => scanner.scan(bytes));
  if (scanned === null) return { read: null, columns: [] };
  const read = travel(scanned);
  return { read, columns: columnsOf(read) };
};

/** The numbers of groups that were sent; the scanner gives the very same group body after body. */
const numbered = new WeakMap<EventGroup, number>();
let newest = 0;

function travel({ rows, groups, sums, people, named, rest }: ScannedEvents): TravellingEvents {
  const fresh: EventGroup[] = [];
  const oldest = newest - mostGroups;
  const numbers = Int32Array.from(groups, (group) => {
    const known = numbered.get(group);
    if (known !== undefined && known > oldest) return known;
    fresh.push(group);
    numbered.set(group, ++newest);
    return newest;
  });
  return {
    ...{ rows, sums, numbers },
    ...(fresh.length > 0 && { fresh: { newest, groups: fresh } }),
    ...(people.group.length > 0 && { people }),
    ...(named.index.length > 0 && { named }),
    ...(rest.index.length > 0 && { rest }),
  };
}

const columnsOf = ({ sums, people, named }: TravellingEvents): ArrayBufferView[] =>
  [sums, people ?? {}, named ?? {}].flatMap((part) => Object.values(part) as ArrayBufferView[]);
