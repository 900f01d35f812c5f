import { hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** Ids and users have at most 512 characters, a process's name far fewer. */
const mostBytes = 2_048;

/**
 * The hashes of pseudonym.ts for bytes that stand in a body, without an object a hash: `high` and `low` hold the 64 bits of the
 * last one. HMAC-SHA-256 is two plain hashes over the padded key (RFC 2104), which the one-shot function does several times
 * faster than an object that is fed; equality with pseudonym.ts is held by a property.
 */
export class KeyedHashes {
  high = 0;
  low = 0;
  readonly #inner = new Uint8Array(mostBytes);
  readonly #outer = Buffer.alloc(blockBytes + digestBytes);
  readonly #plain = new Uint8Array(mostBytes);
  /** Views by length: making one costs as much as hashing. */
  readonly #innerViews: Uint8Array[] = [];
  readonly #plainViews: Uint8Array[] = [];
  #plainFrom = 0;

  /** `key`: of the pseudonyms. Longer ones than a block are hashed first, as RFC 2104 says. */
  constructor(key: Uint8Array) {
    const short = key.length > blockBytes ? hash('sha256', key, 'buffer') : key;
    for (let at = 0; at < blockBytes; at++) {
      const byte = at < short.length ? short[at]! : 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** The pseudonym of the user whose UTF-8 stands at `from` to `to`, at most 512 bytes. */
  user(bytes: Uint8Array, from: number, to: number): void {
    const inner = this.#inner;
    const length = copied(bytes, from, to, inner, blockBytes);
    this.#innerViews[length] ??= inner.subarray(0, length);
    this.#outer.write(hash('sha256', this.#innerViews[length], 'binary'), blockBytes, 'binary');
    this.#read(hash('sha256', this.#outer, 'binary'));
  }

  /** Whose ids the next ones are: `name` is the process, in UTF-8. */
  process(name: Uint8Array): void {
    this.#plain.set(name);
    this.#plain[name.length] = 0x0a;
    this.#plainFrom = name.length + 1;
  }

  /** The hash of the id whose UTF-8 stands at `from` to `to`, at most 512 bytes, within the process that was named last. */
  id(bytes: Uint8Array, from: number, to: number): void {
    const length = copied(bytes, from, to, this.#plain, this.#plainFrom);
    this.#plainViews[length] ??= this.#plain.subarray(0, length);
    this.#read(hash('sha256', this.#plainViews[length], 'binary'));
  }

  #read(digest: string): void {
    this.high = word(digest, 0);
    this.low = word(digest, 4);
  }
}

/** Where the copy ends. */
function copied(source: Uint8Array, from: number, to: number, target: Uint8Array, at: number): number {
  let end = at;
  for (let index = from; index < to; index++) target[end++] = source[index]!;
  return end;
}

/** Four bytes of Latin-1 text as an unsigned number, the first one highest. */
function word(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) << 24) |
      (text.charCodeAt(at + 1) << 16) |
      (text.charCodeAt(at + 2) << 8) |
      text.charCodeAt(at + 3)) >>>
    0
  );
}
