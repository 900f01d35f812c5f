import { minute } from '../../../maths/instants.ts';
import { millisecondsOf, unsignedOf, type Wire } from '../otlp/wire.ts';
import { durationBin } from './duration-bins.ts';
import { type KnownState, samplingIn, stateIn } from './known-states.ts';
import { grades, type SpanSampling, sameSampling, thresholdHalves } from './sampling.ts';
import { mostShapes, type ShapeNumbers } from './shape-numbers.ts';
import { spanKind } from './span.ts';
import {
  binsOfGroup,
  type ColumnSizes,
  columnsOver,
  groupColumn,
  groupWidth,
  idWords,
  odd,
  uncounted,
} from './span-columns.ts';
import { littleEndian } from './span-key.ts';
import { attributeWidth, type ShapeLook } from './span-shapes.ts';

/** A span that was scanned: places in the bytes, -1 where there is none. */
export interface ScannedSpan {
  from: number;
  to: number;
  kind: number;
  status: number;
  trace: number;
  span: number;
  parent: number;
  state: number;
  stateLength: number;
  start: number;
  end: number;
  /** Whether ids, times and attributes have the form that is read here. */
  isPlain: boolean;
}

const least = 1_024;
/** Above this the memory of a request is given back after it. */
const mostKept = 1 << 16;
/** So many groups of a shape are looked through for one that fits; then there is another of the same. */
const furthest = 8;

/** What is gathered of the request that is read now; the next one uses the same memory. */
let size = 0;
let ended = new Float64Array(least);
let cells = new Int32Array(least);
let ids = new Int32Array(idWords.width * least);
let groups = new Int32Array(groupWidth * least);
let places = new Int32Array(2 * least);
let used: ColumnSizes = nothing();
/** Of each group. */
let samplings: SpanSampling[] = [];
/** The newest group of each shape, by its number, and of which resource it is. */
const newest = new Int32Array(mostShapes + 1);
const newestOf = new Int32Array(mostShapes + 1);
let resource = 0;
let shapes: ShapeNumbers | null = null;

function nothing(): ColumnSizes {
  return { spans: 0, counted: 0, groups: 0, odd: 0 };
}

/** Begins anew with a request whose shapes get these numbers. */
export function beginSpans(numbers: ShapeNumbers): void {
  shapes = numbers;
  numbers.begin();
  used = nothing();
  samplings = [];
  size = cells.length;
  if (size > mostKept) resize(least);
}

/** Spans from here on are of another resource. Gives how many rows there are so far. */
export function beginResource(): ColumnSizes {
  resource = (resource + 1) | 0;
  return { ...used };
}

/** Spans so far. */
export const gatheredSoFar = (): number => used.spans;

/** What was gathered, in memory of its own. */
export function gatheredSpans(): ColumnSizes & { memory: ArrayBuffer } {
  const taken = columnsOver(used);
  taken.ended.set(ended.subarray(0, used.spans));
  taken.cells.set(cells.subarray(0, used.spans));
  taken.ids.set(ids.subarray(0, taken.ids.length));
  taken.groups.set(groups.subarray(0, taken.groups.length));
  taken.odd.set(places.subarray(0, taken.odd.length));
  return { ...used, memory: taken.ended.buffer as ArrayBuffer };
}

/** Takes a span in; `look` holds its attributes that are read, where it is a side of a call. */
export function gatherSpan(wire: Wire, span: ScannedSpan, look: ShapeLook): void {
  const row = used.spans;
  if (row === size) resize(2 * size);
  used.spans = row + 1;
  const state = usualState(wire, span);
  if (state === null) gatherOdd(row, span);
  else gatherUsual(row, wire, span, state, look);
}

/** What a span says of its sampling; null where it is odd. */
function usualState(wire: Wire, span: ScannedSpan): KnownState | null {
  const { view } = wire;
  const { start, end } = span;
  if (!span.isPlain || isZero(view, span.trace, 16) || isZero(view, span.span, 8)) return null;
  const startLow = view.getUint32(start, true);
  const startHigh = view.getUint32(start + 4, true);
  const endLow = view.getUint32(end, true);
  const endHigh = view.getUint32(end + 4, true);
  if ((startLow | startHigh) === 0 || (endLow | endHigh) === 0) return null;
  if (endHigh < startHigh || (endHigh === startHigh && endLow < startLow)) return null;
  const state = stateIn(wire, span.state, span.stateLength);
  return state.tooRare ? null : state;
}

function gatherUsual(row: number, wire: Wire, span: ScannedSpan, state: KnownState, look: ShapeLook): void {
  const { view } = wire;
  const { start, end, kind, parent } = span;
  const endLow = view.getUint32(end, true);
  const endHigh = view.getUint32(end + 4, true);
  const at = millisecondsOf(endLow, endHigh);
  ended[row] = at;
  if (kind < spanKind.server || kind > spanKind.consumer) {
    cells[row] = uncounted;
    return;
  }
  const took = unsignedOf(endLow - view.getUint32(start, true), endHigh - view.getUint32(start + 4, true));
  const group = groupOf(span, look, samplingIn(state, view, span.trace), Math.floor(at / minute));
  cells[row] = group * binsOfGroup + durationBin(took);
  const id = used.counted * idWords.width;
  used.counted += 1;
  for (let i = 0; i < 4; i++) ids[id + i] = view.getInt32(span.trace + 4 * i, littleEndian);
  ids[id + idWords.span] = view.getInt32(span.span, littleEndian);
  ids[id + idWords.span + 1] = view.getInt32(span.span + 4, littleEndian);
  ids[id + idWords.parent] = parent < 0 ? 0 : view.getInt32(parent, littleEndian);
  ids[id + idWords.parent + 1] = parent < 0 ? 0 : view.getInt32(parent + 4, littleEndian);
}

function gatherOdd(row: number, { from, to }: ScannedSpan): void {
  ended[row] = 0;
  cells[row] = odd;
  places[2 * used.odd] = from;
  places[2 * used.odd + 1] = to;
  used.odd += 1;
}

function isZero(view: DataView, at: number, length: number): boolean {
  for (let i = 0; i < length; i += 4) if (view.getInt32(at + i, true) !== 0) return false;
  return true;
}

/** The group of a span: one that is there, or a new one. */
function groupOf(span: ScannedSpan, look: ShapeLook, sampling: SpanSampling, ofMinute: number): number {
  look.kind = span.kind;
  look.status = span.status;
  const number = shapes!.of(look);
  const first = number !== 0 && newestOf[number] === resource ? newest[number]! : -1;
  for (let group = first, steps = 0; group >= 0 && steps < furthest; steps++) {
    const at = group * groupWidth;
    if (groups[at + groupColumn.minute] === ofMinute && sameSampling(samplings[group]!, sampling)) return group;
    group = groups[at + groupColumn.before]!;
  }
  const group = used.groups;
  used.groups += 1;
  const at = group * groupWidth;
  const { high, low } = thresholdHalves(sampling);
  groups[at + groupColumn.shape] = number;
  groups[at + groupColumn.kind] = span.kind;
  groups[at + groupColumn.grade] = grades.indexOf(sampling.grade);
  groups[at + groupColumn.thresholdHigh] = high;
  groups[at + groupColumn.thresholdLow] = low;
  groups[at + groupColumn.minute] = ofMinute;
  groups[at + groupColumn.from] = span.from;
  groups[at + groupColumn.to] = span.to;
  groups[at + groupColumn.before] = first;
  samplings[group] = sampling;
  newest[number] = group;
  newestOf[number] = resource;
  return group;
}

/** Makes room for so many spans, of which each may be of a group of its own. */
function resize(spans: number): void {
  const wider = <T extends Int32Array | Float64Array>(into: T, from: T): T => {
    into.set(from.length > into.length ? from.subarray(0, into.length) : from);
    return into;
  };
  ended = wider(new Float64Array(spans), ended);
  cells = wider(new Int32Array(spans), cells);
  ids = wider(new Int32Array(idWords.width * spans), ids);
  groups = wider(new Int32Array(groupWidth * spans), groups);
  places = wider(new Int32Array(2 * spans), places);
  size = spans;
}

export const emptyLook = (wire: Wire): ShapeLook => ({
  ...{ wire, kind: 0, status: 0, attributes: new Int32Array(16 * attributeWidth), count: 0 },
});
