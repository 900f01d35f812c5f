import { highHalf, lowHalf } from '../distinct-hashes.ts';
import { twice } from './group-sums.ts';
import type { ScannedEvents } from './scanned-events.ts';

/** 64-bit numbers written as halves: a bigint a row would be an object a row. */
function asBig(halves: Uint32Array<ArrayBuffer>, count: number): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(halves.slice(0, 2 * count).buffer);
}

/** The users of rows without an id. The arrays are kept from body to body. */
export class ScannedPeople {
  count = 0;
  group = new Int32Array(256);
  user = new Uint32Array(512);

  add(group: number, high: number, low: number): void {
    const at = this.count++;
    if (at === this.group.length) {
      this.group = twice(this.group, Int32Array);
      this.user = twice(this.user, Uint32Array);
    }
    this.group[at] = group;
    this.user[2 * at + lowHalf] = low;
    this.user[2 * at + highHalf] = high;
  }

  people(): ScannedEvents['people'] {
    return { group: this.group.slice(0, this.count), user: asBig(this.user, this.count) };
  }
}

/** Rows with an id, in order. The arrays are kept from body to body. */
export class ScannedNamed {
  count = 0;
  index = new Int32Array(256);
  group = new Int32Array(256);
  id = new Uint32Array(512);
  at = new Float64Array(256);
  minor = new Float64Array(256);
  hasUser = new Uint8Array(256);
  user = new Uint32Array(512);
  dropped = new Int32Array(256);

  /** Number of a new row, all of whose values the caller writes. */
  add(): number {
    const at = this.count++;
    if (at === this.index.length) this.#grow();
    return at;
  }

  #grow(): void {
    this.index = twice(this.index, Int32Array);
    this.group = twice(this.group, Int32Array);
    this.id = twice(this.id, Uint32Array);
    this.at = twice(this.at, Float64Array);
    this.minor = twice(this.minor, Float64Array);
    this.hasUser = twice(this.hasUser, Uint8Array);
    this.user = twice(this.user, Uint32Array);
    this.dropped = twice(this.dropped, Int32Array);
  }

  named(): ScannedEvents['named'] {
    const { count } = this;
    return {
      index: this.index.slice(0, count),
      group: this.group.slice(0, count),
      id: asBig(this.id, count),
      at: this.at.slice(0, count),
      minor: this.minor.slice(0, count),
      hasUser: this.hasUser.slice(0, count),
      user: asBig(this.user, count),
      dropped: this.dropped.slice(0, count),
    };
  }
}
