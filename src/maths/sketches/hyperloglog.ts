import { ByteReader, ByteWriter } from './byte-stream.ts';
import { type Hash64, hash64 } from './hash64.ts';

/**
 * Counts distinct texts (users) in 16 KB whatever their number: standard error 0.81 %, and nearly exact up to some
 * thousand. HyperLogLog++ (Heule, Nunkesser, Hall, EDBT 2013): a 64-bit hash, a sparse form of 25-bit precision while few
 * were seen, then 2^14 registers. Instead of that paper's tables of corrections the estimate is Ertl's (2017, "New
 * cardinality estimation algorithms for HyperLogLog sketches", algorithm 6), which needs none over the whole range.
 */
export interface HyperLogLog {
  /** 25-bit index → position of the first one in the 39 bits behind it; null once there are registers. */
  sparse: Map<number, number> | null;
  registers: Uint8Array | null;
}

export const precision = 14;
const sparsePrecision = 25;
const registerCount = 2 ** precision;
/** Beyond this the sparse form is larger than the registers. */
const mostSparse = 3_072;

export function newHyperLogLog(): HyperLogLog {
  return { sparse: new Map(), registers: null };
}

export function addToHyperLogLog(counter: HyperLogLog, text: string): void {
  addHash(counter, hash64(text));
}

function addHash(counter: HyperLogLog, { high, low }: Hash64): void {
  const index = high >>> (32 - sparsePrecision);
  const rest = high & 0x7f;
  const rank = rest !== 0 ? Math.clz32(rest) - 24 : 8 + Math.clz32(low);
  addRank(counter, index, rank);
}

function addRank(counter: HyperLogLog, index: number, rank: number): void {
  const { sparse, registers } = counter;
  if (registers) raise(registers, index, rank);
  else if (sparse && (sparse.get(index) ?? 0) < rank) {
    sparse.set(index, rank);
    if (sparse.size > mostSparse) makeDense(counter);
  }
}

function raise(registers: Uint8Array, index: number, rank: number): void {
  const spare = sparsePrecision - precision;
  const below = index & (2 ** spare - 1);
  const at = index >>> spare;
  const coarse = below !== 0 ? Math.clz32(below) - (32 - spare) + 1 : spare + rank;
  if (registers[at]! < coarse) registers[at] = coarse;
}

function makeDense(counter: HyperLogLog): Uint8Array {
  const registers = counter.registers ?? new Uint8Array(registerCount);
  for (const [index, rank] of counter.sparse ?? []) raise(registers, index, rank);
  counter.registers = registers;
  counter.sparse = null;
  return registers;
}

/** Adds `from` to `into`, in place: afterwards `into` is as if it had seen the texts of both. */
export function mergeIntoHyperLogLog(into: HyperLogLog, from: HyperLogLog): void {
  if (from.sparse) {
    for (const [index, rank] of from.sparse) addRank(into, index, rank);
    return;
  }
  const registers = makeDense(into);
  from.registers?.forEach((rank, i) => {
    if (registers[i]! < rank) registers[i] = rank;
  });
}

/** Estimated number of distinct texts. */
export function distinctOf(counter: HyperLogLog): number {
  if (counter.sparse) {
    const cells = 2 ** sparsePrecision;
    return cells * Math.log(cells / (cells - counter.sparse.size));
  }
  return ertl(counter.registers!);
}

function ertl(registers: Uint8Array): number {
  const q = 64 - precision;
  const histogram = new Float64Array(q + 2);
  for (const rank of registers) histogram[rank]!++;
  const m = registerCount;
  let z = m * tau(1 - histogram[q + 1]! / m);
  for (let k = q; k >= 1; k--) z = 0.5 * (z + histogram[k]!);
  z += m * sigma(histogram[0]! / m);
  return (m * m) / (2 * Math.LN2 * z);
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let x = share;
  let y = 1;
  let z = x;
  for (let before = -1; z !== before; ) {
    before = z;
    x *= x;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let z = 1 - x;
  for (let before = -1; z !== before; ) {
    before = z;
    x = Math.sqrt(x);
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}

const sparseFormat = 1;
const denseFormat = 2;

/** Bytes of a counter: format, then the sparse entries in order of index, or the registers. Equal counters give equal bytes. */
export function bytesOfHyperLogLog(counter: HyperLogLog): Uint8Array {
  const out = new ByteWriter();
  out.unsigned(counter.sparse ? sparseFormat : denseFormat);
  if (counter.sparse) {
    out.unsigned(counter.sparse.size);
    let last = 0;
    for (const [index, rank] of [...counter.sparse].sort((a, b) => a[0] - b[0])) {
      out.unsigned(index - last);
      out.unsigned(rank);
      last = index;
    }
  } else for (const rank of counter.registers!) out.unsigned(rank);
  return out.done();
}

/** The counter that `bytesOfHyperLogLog` wrote; null when the bytes are none. */
export function hyperLogLogOfBytes(bytes: Uint8Array): HyperLogLog | null {
  const read = new ByteReader(bytes);
  const counter = newHyperLogLog();
  const form = read.unsigned();
  if (form === denseFormat) {
    const registers = Uint8Array.from({ length: registerCount }, () => Math.min(255, read.unsigned()));
    const highest = 65 - precision;
    return read.complete && registers.every((rank) => rank <= highest) ? { sparse: null, registers } : null;
  }
  const entries = form === sparseFormat ? read.unsigned() : mostSparse + 1;
  if (!(entries <= mostSparse)) return null;
  let index = 0;
  for (let i = 0; i < entries; i++) {
    index += read.unsigned();
    const rank = read.unsigned();
    if (!(index < 2 ** sparsePrecision && rank >= 1 && rank <= 65 - sparsePrecision)) return null;
    counter.sparse!.set(index, rank);
  }
  return read.complete && counter.sparse!.size === entries ? counter : null;
}
