import protobuf from 'protobufjs/light.js';
import { commonMessages, fields } from '../otlp/proto-fields.ts';

/**
 * The messages of OTLP traces that are read, with the field numbers of opentelemetry-proto v1 (stable). What is left out
 * (names, events, links, scopes) is skipped by the decoder.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    ...commonMessages,
    Request: fields('*resourceSpans:ResourceSpans=1'),
    ResourceSpans: fields('resource:Resource=1', '*scopeSpans:ScopeSpans=2'),
    ScopeSpans: fields('*spans:Span=2'),
    Span: fields(
      'traceId:bytes=1',
      'spanId:bytes=2',
      'traceState:string=3',
      'parentSpanId:bytes=4',
      'kind:int32=6',
      'startTimeUnixNano:fixed64=7',
      'endTimeUnixNano:fixed64=8',
      '*attributes:KeyValue=9',
      'status:SpanStatus=15',
    ),
    SpanStatus: fields('code:int32=3'),
  },
});

export const tracesMessage = root.lookupType('Request');
export const spanMessage = root.lookupType('Span');
