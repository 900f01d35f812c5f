import type { Sampling } from '../contract.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Source } from '../source.ts';
import type { BoundedNames } from './bounded-names.ts';
import { calleeOf } from './callee.ts';
import { requestOf } from './request-labels.ts';
import type { Sender } from './senders.ts';
import { hasFailed, type Span } from './span.ts';
import type { Shape } from './span-shapes.ts';
import type { Resource } from './trace-context.ts';
import { type PairSeries, pairSeries, routeOwner } from './trace-series.ts';

/** The shape of a span as the library decoder reads it. */
export const shapeOf = (span: Span, { source, service }: Sender): Shape => ({
  failed: hasFailed(span),
  callee: calleeOf(span),
  route: span.attributes['http.route'] ?? '',
  routeOwner: routeOwner(source, service),
  requests: new Map(),
});

/** The series of the request that a SERVER or CONSUMER span of this shape is, or why it has none; `read` gives one of its spans. */
export function shapeSeries(
  shape: Shape,
  read: () => Span,
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
  const request = requestOf(read(), sampling, resource, source, names);
  if (isRefusal(request)) return request;
  const pair = pairSeries(request.series());
  requests.set(place, pair);
  return pair;
}
