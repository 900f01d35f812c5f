import { downscaledBin } from '../bins.ts';

/**
 * Increments of cumulative series. A stream is one unbroken sequence: same resource, scope, metric, attributes and start
 * time; a new start time is therefore a new stream, as the OTel data model has it
 * (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#resets-and-gaps).
 */
export interface Stream {
  /** Nanoseconds of the newest point. */
  time: bigint;
  /** Values by bin; a sum has the one bin 0. */
  values: ReadonlyMap<number, bigint>;
  /** What the bins mean, apart from the scale; a change makes the old values useless. */
  scheme: string;
  /** Of an exponential histogram; else 0. */
  scale: number;
}

export interface Advance {
  /** At the scale of `next`. */
  add: ReadonlyMap<number, bigint>;
  next: Stream;
}

const nothing: ReadonlyMap<number, bigint> = new Map();

/**
 * What a point adds to its stream. The first point of a stream adds its whole value only if `countFirst`; an older point
 * adds nothing, since the newer one held it; a value that fell without a new start time is a reset, and its whole value is new.
 */
export function advance(last: Stream | undefined, point: Stream, countFirst: boolean): Advance {
  if (last === undefined) return { add: countFirst ? point.values : nothing, next: point };
  if (point.time <= last.time) return { add: nothing, next: last };
  if (point.scheme !== last.scheme) return { add: nothing, next: point };
  const scale = Math.min(point.scale, last.scale);
  const [old, now] = [atScale(last, scale), atScale(point, scale)];
  const fell = [...old.values].some(([bin, value]) => (now.values.get(bin) ?? 0n) < value);
  if (fell) return { add: now.values, next: now };
  const add = new Map<number, bigint>();
  for (const [bin, value] of now.values) {
    const more = value - (old.values.get(bin) ?? 0n);
    if (more > 0n) add.set(bin, more);
  }
  return { add, next: now };
}

/** The same at a coarser scale: neighbouring bins are joined. */
function atScale(stream: Stream, scale: number): Stream {
  if (stream.scale === scale) return stream;
  const values = new Map<number, bigint>();
  for (const [bin, value] of stream.values) {
    const coarse = downscaledBin(bin, stream.scale - scale);
    values.set(coarse, (values.get(coarse) ?? 0n) + value);
  }
  return { ...stream, values, scale };
}

/** When a process that exports (a resource) was first and last heard, in nanoseconds. */
export interface Heard {
  first: bigint;
  last: bigint;
  /** The time before `last` at which it was heard, where that matters. */
  before?: bigint;
}

/** Parts of one export may come in several requests, their times apart by less than this. */
const oneExportNs = 1_000_000_000n;

/**
 * Whether the first point of a stream counts in full. It does if its stream began after we listened. It also does if its
 * process was heard before and this series never was: what was not in the earlier export stood at zero. It does not if the
 * series is known from another stream and the start is not (0, or the time of the point itself, as collectors write it when
 * they begin anew in the middle of a stream), nor for a process that ran before we listened.
 */
export function firstCounts(
  point: { start: bigint; time: bigint },
  listeningSinceNs: bigint,
  heard: Heard | undefined,
  seriesKnown: boolean,
): boolean {
  const startKnown = point.start !== 0n && point.start < point.time;
  if (startKnown && point.start >= listeningSinceNs) return true;
  return heard !== undefined && point.time - heard.first > oneExportNs && !seriesKnown;
}

/** The id of a stream: the series it belongs to, and its start. */
export const streamId = (series: string, start: bigint): string => `${series} ${start}`;

/** The series of a stream, whatever its start. */
export const seriesOfStream = (id: string): string => id.slice(0, id.indexOf(' '));
