import type { Sampling } from '../contract.ts';
import { pointLabels } from '../otlp/point-labels.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Source } from '../source.ts';
import { type BoundedNames, otherName } from './bounded-names.ts';
import { durationBin } from './duration-bins.ts';
import { httpStatus, kindNames, type Span, statusNames } from './span.ts';
import type { Resource } from './trace-context.ts';
import { requestSeries, routeOwner, type SeriesPair } from './trace-series.ts';

const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY'];

/** A SERVER or CONSUMER span as an observation: which series, and where in them. */
export interface ServedRequest {
  id: string;
  series: () => SeriesPair;
  bin: number;
}

/**
 * The labels are the chosen ones of the resource, the kind and status of the span and its HTTP method, status and route. The
 * name of the span is none of them: many instrumentations put paths with ids into it, while a route is a template.
 */
export function requestOf(
  span: Span,
  sampling: Sampling,
  resource: Resource,
  source: Source,
  names: BoundedNames,
): ServedRequest | Refusal {
  const owner = routeOwner(source.name, resource.sender.service);
  const own = Object.entries(httpLabels(span, (route) => names.admitted(owner, route)));
  own.push(['span.kind', kindNames[span.kind]!], ['status.code', statusNames[span.statusCode] ?? statusNames[0]!]);
  const labels = pointLabels(resource.attributes, source.resourceAttributes, own);
  if (isRefusal(labels)) return labels;
  return {
    id: JSON.stringify([resource.id, own, sampling]),
    series: () => requestSeries(source.name, labels, sampling),
    bin: durationBin(Number(span.end - span.start)),
  };
}

function httpLabels(span: Span, admitted: (route: string) => string): Record<string, string> {
  const { attributes } = span;
  const method = attributes['http.request.method'] ?? attributes['http.method'];
  const status = httpStatus(span);
  const route = attributes['http.route'];
  return {
    ...(method ? { 'http.request.method': httpMethods.includes(method) ? method : otherName } : {}),
    ...(status ? { 'http.response.status_code': status } : {}),
    ...(route ? { 'http.route': admitted(route) } : {}),
  };
}
