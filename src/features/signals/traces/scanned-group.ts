import { type EpochMs, minute } from '../../../maths/instants.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { decodeSpan } from './decode-protobuf.ts';
import { isWhole, type SpanSampling, samplingFrom } from './sampling.ts';
import type { ScannedTraces } from './scan-traces.ts';
import { makeRoom, type Sender } from './senders.ts';
import { shapeOf, shapeSeries } from './shape-of.ts';
import { type Span, spanKind } from './span.ts';
import { groupColumn, groupWidth } from './span-columns.ts';
import type { Shape } from './span-shapes.ts';
import type { Resource, TracesContext } from './trace-context.ts';
import type { PairSeries } from './trace-series.ts';
import type { CalledSpan, Calling } from './waiting-span.ts';

/** A group of spans of a resource that count alike, while the request is judged. */
export interface ScannedGroup {
  row: number;
  kind: number;
  shape: Shape;
  sampling: SpanSampling;
  /** Whether its spans stand for themselves alone. */
  whole: boolean;
  at: EpochMs;
  /** The series of its requests, once they were let in. */
  series: PairSeries | null;
  /** What edges take of its spans: of calls, or of requests. */
  call: Calling | null;
  called: readonly [CalledSpan] | null;
  /** Where what is counted of it is tallied; -1 where nothing is so far. */
  slot: number;
}

/** What was worked out for the shapes of a sender, by number. */
type Shapes = (Shape | undefined)[];

/** The group with this number. */
export function groupAt(scanned: ScannedTraces, group: number, sender: Sender, shapes: Shapes): ScannedGroup {
  const { groups } = scanned;
  const row = group * groupWidth;
  const sampling = samplingFrom(
    groups[row + groupColumn.grade]!,
    groups[row + groupColumn.thresholdHigh]!,
    groups[row + groupColumn.thresholdLow]!,
  );
  return {
    row,
    kind: groups[row + groupColumn.kind]!,
    shape: shapeAt(scanned, row, sender, shapes),
    sampling,
    whole: isWhole(sampling),
    at: groups[row + groupColumn.minute]! * minute,
    ...{ series: null, call: null, called: null },
    slot: -1,
  };
}

/** By its number, where it has one that was met before; else worked out from what the library reads. */
function shapeAt(scanned: ScannedTraces, row: number, sender: Sender, shapes: Shapes): Shape {
  const number = scanned.groups[row + groupColumn.shape]!;
  const known = number === 0 ? undefined : shapes[number];
  if (known !== undefined) return known;
  const shape = shapeOf(spanOf(scanned, row), sender);
  if (number === 0) return shape;
  makeRoom(sender);
  shapes[number] = shape;
  return shape;
}

/** Lets the series of the requests of a group in, or says why they have no room. */
export function letIn(
  group: ScannedGroup,
  scanned: ScannedTraces,
  library: () => Resource,
  { source, draft }: TracesContext,
): Refusal | null {
  const { shape, sampling, row } = group;
  const series = shapeSeries(shape, () => spanOf(scanned, row), sampling.grade, library(), source, draft.names);
  if (isRefusal(series)) return series;
  const refusal = draft.admit(series);
  if (refusal === null) group.series = series;
  return refusal;
}

/** One of the spans of a group. */
function spanOf({ groups, wire }: ScannedTraces, row: number): Span {
  return decodeSpan(wire.bytes.subarray(groups[row + groupColumn.from], groups[row + groupColumn.to]));
}

export const isCallingKind = (kind: number): boolean => kind === spanKind.client || kind === spanKind.producer;
