import type { Sampling } from '../contract.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Source } from '../source.ts';
import type { BoundedNames } from './bounded-names.ts';
import { calleeOf } from './callee.ts';
import { decodeSpan } from './decode-protobuf.ts';
import { requestOf } from './request-labels.ts';
import { makeRoom, type Sender } from './senders.ts';
import { hasFailed, type Span } from './span.ts';
import { column, type SpanColumns } from './span-columns.ts';
import type { Shape } from './span-shapes.ts';
import type { Resource } from './trace-context.ts';
import { type PairSeries, pairSeries, routeOwner } from './trace-series.ts';

/** The shape of a span, worked out from what the library decoder reads where none like it is known. */
export function shapeAt(scanned: SpanColumns, row: number, sender: Sender): Shape {
  const known = sender.shapes.find(scanned, row);
  if (known !== undefined) return known;
  const span = spanAt(scanned, row);
  const { source, service } = sender;
  const shape: Shape = {
    failed: hasFailed(span),
    callee: calleeOf(span),
    route: span.attributes['http.route'] ?? '',
    routeOwner: routeOwner(source, service),
    requests: new Map(),
  };
  makeRoom(sender);
  sender.shapes.add(scanned, row, shape);
  return shape;
}

/** The series of the request that a SERVER or CONSUMER span of this shape is, or why it has none. */
export function shapeSeries(
  shape: Shape,
  scanned: SpanColumns,
  row: number,
  sampling: Sampling,
  resource: Resource,
  source: Source,
  names: BoundedNames,
): PairSeries | Refusal {
  const { route, requests } = shape;
  const apart = route === '' || names.admitted(shape.routeOwner, route) === route;
  const place = apart ? sampling : `${sampling} together`;
  const known = requests.get(place);
  if (known !== undefined) return known;
  const request = requestOf(spanAt(scanned, row), sampling, resource, source, names);
  if (isRefusal(request)) return request;
  const pair = pairSeries(request.series());
  requests.set(place, pair);
  return pair;
}

const spanAt = ({ spans, wire }: SpanColumns, row: number): Span =>
  decodeSpan(wire.bytes.subarray(spans[row + column.from], spans[row + column.to]));
