import type { SeriesKey } from '../../../stores/measurements/measurements.ts';
import type { Sampling } from '../contract.ts';
import type { AdmittedSeries } from '../series-limit.ts';
import { environmentLabel, identityOf } from '../series-names.ts';
import type { ConnectionType } from './callee.ts';
import { durationLabels, durationUnit } from './duration-bins.ts';
import { samplingLabel } from './sampling.ts';

/** Names, labels and their values are those of the spanmetrics and servicegraph connectors of the OpenTelemetry Collector. */
export const callsName = 'traces.span.metrics.calls';
export const durationName = 'traces.span.metrics.duration';
export const edgeCallsName = 'traces_service_graph_request_total';
export const edgeDurationName = 'traces_service_graph_request_client_seconds';

const requestUnit = '{request}';

/** A count of requests, and their latency by bins. Both add up to the same number. */
export interface SeriesPair {
  calls: SeriesKey;
  duration: SeriesKey;
}

/** The same with what names each of them, and the bounded name that its labels use up. */
export interface PairSeries {
  series: readonly [calls: AdmittedSeries, duration: AdmittedSeries];
  owned: { owner: string; name: string } | null;
}

type Labels = Readonly<Record<string, string>>;

/** The series of the requests that a service served. `labels` are those of its resource and span. */
export function requestSeries(source: string, labels: Labels, sampling: Sampling): SeriesPair {
  return pair(source, callsName, durationName, { ...labels, [samplingLabel]: sampling });
}

export interface Edge {
  client: string;
  server: string;
  type: ConnectionType | null;
  failed: boolean;
  environment: string | undefined;
  sampling: Sampling;
}

/** The series of the calls of one service to another; it is proven alive by whoever calls. */
export function edgeSeries(source: string, { client, server, type, failed, environment, sampling }: Edge): SeriesPair {
  return pair(source, edgeCallsName, edgeDurationName, {
    client,
    server,
    failed: String(failed),
    'service.name': client,
    ...(type === null ? {} : { connection_type: type }),
    ...(environment === undefined ? {} : { [environmentLabel]: environment }),
    [samplingLabel]: sampling,
  });
}

function pair(source: string, calls: string, duration: string, labels: Labels): SeriesPair {
  return {
    calls: { source, name: calls, kind: 'counts', unit: requestUnit, labels },
    duration: { source, name: duration, kind: 'bins', unit: durationUnit, labels: { ...labels, ...durationLabels } },
  };
}

export function pairSeries({ calls, duration }: SeriesPair): PairSeries {
  const named = (key: SeriesKey): AdmittedSeries => ({ key, identity: identityOf(key) });
  return { series: [named(calls), named(duration)], owned: ownedName(calls) };
}

/** Whose routes, and whose callees, are told apart up to a bound. */
export const routeOwner = (source: string, service: string): string => `route/${source}/${service}`;
export const calleeOwner = (source: string, client: string): string => `callee/${source}/${client}`;

/** The bounded name in the labels of a series, or null where it has none. */
export function ownedName({ source, name, labels }: SeriesKey): { owner: string; name: string } | null {
  const service = labels['service.name'] ?? '';
  if (name === callsName && labels['http.route'] !== undefined) {
    return { owner: routeOwner(source, service), name: labels['http.route'] };
  }
  if (name !== edgeCallsName || labels.connection_type === undefined) return null;
  return { owner: calleeOwner(source, service), name: labels.server ?? '' };
}
