import protobuf from 'protobufjs/light.js';
import { requestMessage } from '../../src/features/signals/otlp/message-schema.ts';

type Messages = Record<
  string,
  { fields: Record<string, { type: string; id: number; rule?: string; options?: object }> }
>;

/** Fields that SDKs send and nobody here reads. */
const beside: Record<string, Record<string, { type: string; id: number; rule?: string }>> = {
  ResourceMetrics: { schemaUrl: { type: 'string', id: 3 } },
  ScopeMetrics: { schemaUrl: { type: 'string', id: 3 } },
  Resource: { droppedAttributesCount: { type: 'uint32', id: 2 } },
  Scope: { version: { type: 'string', id: 2 } },
  Metric: { description: { type: 'string', id: 2 } },
  NumberPoint: { exemplars: { type: 'bytes', id: 5, rule: 'repeated' } },
  HistogramPoint: {
    sum: { type: 'double', id: 5 },
    exemplars: { type: 'bytes', id: 8, rule: 'repeated' },
    min: { type: 'double', id: 11 },
    max: { type: 'double', id: 12 },
  },
  ExponentialPoint: {
    sum: { type: 'double', id: 5 },
    exemplars: { type: 'bytes', id: 11, rule: 'repeated' },
    min: { type: 'double', id: 12 },
    max: { type: 'double', id: 13 },
  },
  SummaryPoint: {
    count: { type: 'fixed64', id: 4 },
    sum: { type: 'double', id: 5 },
    quantileValues: { type: 'bytes', id: 6, rule: 'repeated' },
  },
};

const { nested } = requestMessage.root.toJSON() as unknown as { nested: Messages };
for (const [name, { fields }] of Object.entries(nested)) {
  // numbers stand packed, as proto3 has it and every SDK sends them
  for (const field of Object.values(fields)) {
    if (field.rule === 'repeated' && ['fixed64', 'uint64', 'double'].includes(field.type))
      field.options = { packed: true };
  }
  Object.assign(fields, beside[name]);
}

/** ExportMetricsServiceRequest as SDKs write it: also the fields that are not read here, and numbers packed. */
export const sentMessage = protobuf.Root.fromJSON({ nested } as never).lookupType('Request');

/** A request as bytes. */
export function encodeSent(request: object): Buffer {
  return Buffer.from(sentMessage.encode(sentMessage.fromObject(request as Record<string, unknown>)).finish());
}
