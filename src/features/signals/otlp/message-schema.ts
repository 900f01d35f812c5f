import protobuf from 'protobufjs/light.js';
import { commonMessages, fields, oneof } from './proto-fields.ts';

const numbered = ['startTimeUnixNano:fixed64=2', 'timeUnixNano:fixed64=3'];

/**
 * The messages of OTLP metrics that are read and written, with the field numbers of opentelemetry-proto v1 (stable).
 * What is left out (exemplars, descriptions, sums) is skipped by the decoder. A member of a oneof is set when the message has it as
 * its own property.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    ...commonMessages,
    Request: fields('*resourceMetrics:ResourceMetrics=1'),
    ResourceMetrics: fields('resource:Resource=1', '*scopeMetrics:ScopeMetrics=2'),
    ScopeMetrics: fields('scope:Scope=1', '*metrics:Metric=2'),
    Metric: {
      ...fields(
        'name:string=1',
        'unit:string=3',
        'gauge:Numbers=5',
        'sum:Numbers=7',
        'histogram:Histogram=9',
        'exponentialHistogram:ExponentialHistogram=10',
        'summary:Summary=11',
      ),
      ...oneof('data', 'gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'),
    },
    Numbers: fields('*dataPoints:NumberPoint=1', 'aggregationTemporality:int32=2', 'isMonotonic:bool=3'),
    NumberPoint: {
      ...fields('*attributes:KeyValue=7', ...numbered, 'asDouble:double=4', 'asInt:sfixed64=6', 'flags:uint32=8'),
      ...oneof('value', 'asDouble', 'asInt'),
    },
    Histogram: fields('*dataPoints:HistogramPoint=1', 'aggregationTemporality:int32=2'),
    HistogramPoint: fields(
      '*attributes:KeyValue=9',
      ...numbered,
      'count:fixed64=4',
      '*bucketCounts:fixed64=6',
      '*explicitBounds:double=7',
      'flags:uint32=10',
    ),
    ExponentialHistogram: fields('*dataPoints:ExponentialPoint=1', 'aggregationTemporality:int32=2'),
    ExponentialPoint: fields(
      '*attributes:KeyValue=1',
      ...numbered,
      'count:fixed64=4',
      'scale:sint32=6',
      'zeroCount:fixed64=7',
      'positive:Buckets=8',
      'negative:Buckets=9',
      'flags:uint32=10',
      'zeroThreshold:double=14',
    ),
    Buckets: fields('offset:sint32=1', '*bucketCounts:uint64=2'),
    Summary: fields('*dataPoints:SummaryPoint=1'),
    SummaryPoint: fields(...numbered),
    /** The same for every signal. */
    Response: fields('partialSuccess:PartialSuccess=1'),
    PartialSuccess: fields('rejected:int64=1', 'errorMessage:string=2'),
    /** google.rpc.Status */
    Status: fields('code:int32=1', 'message:string=2'),
  },
});

const lookUp = (name: string): protobuf.Type => root.lookupType(name);

export const requestMessage = lookUp('Request');
export const resourceMessage = lookUp('Resource');
export const scopeMessage = lookUp('Scope');
export const metricMessage = lookUp('Metric');
/** The points, by the kind of their metric. */
export const pointMessage = {
  number: lookUp('NumberPoint'),
  histogram: lookUp('HistogramPoint'),
  exponential: lookUp('ExponentialPoint'),
};
export const responseMessage = lookUp('Response');
export const statusMessage = lookUp('Status');
