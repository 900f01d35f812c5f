import protobuf from 'protobufjs/light.js';
import { z } from 'zod';
import { listOf, parsedAs } from '../otlp/json-values.ts';
import { fields } from '../otlp/proto-fields.ts';

/** Of OTLP logs only the number of records is read; nothing of a record itself. Field numbers of opentelemetry-proto v1. */
export const logsMessage = protobuf.Root.fromJSON({
  nested: {
    Request: fields('*resourceLogs:ResourceLogs=1'),
    ResourceLogs: fields('*scopeLogs:ScopeLogs=2'),
    ScopeLogs: fields('*logRecords:LogRecord=2'),
    LogRecord: { fields: {} },
  },
}).lookupType('Request');

interface LogsRequest {
  resourceLogs: { scopeLogs: { logRecords: unknown[] }[] }[];
}

const Request = z.object({
  resourceLogs: listOf(z.object({ scopeLogs: listOf(z.object({ logRecords: listOf(z.unknown()) })) })),
});

/** Decodes an ExportLogsServiceRequest. Throws an Error of the decoder when the bytes are none. */
export function decodeLogs(bytes: Uint8Array): LogsRequest {
  return logsMessage.decode(bytes) as unknown as LogsRequest;
}

/** Reads one in JSON, or says where it is malformed. Never throws. */
export const decodeLogsJson = (json: string): LogsRequest | { malformed: string } => parsedAs(Request, json);

export function recordsIn({ resourceLogs }: LogsRequest): number {
  const scopes = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs);
  return scopes.reduce((sum, { logRecords }) => sum + logRecords.length, 0);
}
