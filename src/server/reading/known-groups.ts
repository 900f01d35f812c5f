import type { EventGroup, ScannedEvents } from '../../features/signals/ndjson/scanned-events.ts';
import { mostGroups, type TravellingEvents } from './messages.ts';

/** What the numbers of groups of a thread stand for: the very same object for the same number. */
export class KnownGroups {
  readonly #known = new Map<number, EventGroup>();

  whole({
    rows,
    sums,
    numbers,
    fresh,
    people = noPeople,
    named = noNamed,
    rest = noRest,
  }: TravellingEvents): ScannedEvents {
    const first = fresh === undefined ? 0 : fresh.newest - fresh.groups.length + 1;
    for (const [index, group] of fresh?.groups.entries() ?? []) this.#known.set(first + index, group);
    const groups = Array.from(numbers, (number) => this.#known.get(number)!);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostGroups) break;
      this.#known.delete(oldest);
    }
    return { rows, sums, groups, people, named, rest };
  }
}

const noPeople: ScannedEvents['people'] = { group: new Int32Array(), user: new BigUint64Array() };
const noRest: ScannedEvents['rest'] = { index: [], line: [] };
const noNamed: ScannedEvents['named'] = {
  ...{ index: new Int32Array(), group: new Int32Array(), id: new BigUint64Array(), at: new Float64Array() },
  ...{ minor: new Float64Array(), hasUser: new Uint8Array(), user: new BigUint64Array(), dropped: new Int32Array() },
};
