import { z } from 'zod';
import { type AttributeValue, sortedAttributes } from './attribute-text.ts';

/**
 * OTLP/HTTP JSON: the JSON mapping of protobuf with names in lowerCamelCase, 64-bit integers as decimal text (numbers are read
 * too), enums as integers, unknown fields ignored. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
const integer64 = (lowest: bigint, highest: bigint) =>
  z
    .union([
      z.string().regex(/^-?\d{1,20}$/, 'expected a 64-bit integer as decimal text'),
      z.number().refine(Number.isInteger),
    ])
    .transform(BigInt)
    .refine((value) => value >= lowest && value <= highest, 'expected a 64-bit integer');
export const int64 = integer64(-(2n ** 63n), 2n ** 63n - 1n);
export const uint64 = integer64(0n, 2n ** 64n - 1n);
export const int32 = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,10}$/)
    .transform(Number),
]);
export const double = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/)
    .transform(Number),
]);

/** proto3 JSON: absent and null are the default. */
export const orDefault = <T extends z.ZodType>(type: T, value: () => z.output<T>) =>
  type.nullish().transform((given): z.output<T> => given ?? value());
export const text = orDefault(z.string(), () => '');
export const zero64 = orDefault(uint64, () => 0n);
export const zero32 = orDefault(int32, () => 0);
export const zero = orDefault(double, () => 0);
export const listOf = <T extends z.ZodType>(type: T) => orDefault(z.array(type), () => []);

const AnyValue: z.ZodType<AttributeValue> = z.lazy(() =>
  z
    .object({
      stringValue: z.string().nullish(),
      boolValue: z.boolean().nullish(),
      intValue: int64.nullish(),
      doubleValue: double.nullish(),
      arrayValue: z.object({ values: listOf(AnyValue) }).nullish(),
      kvlistValue: z.object({ values: listOf(KeyValue) }).nullish(),
      /** Base64, written as everybody writes it. */
      bytesValue: z
        .string()
        .transform((base64) => Buffer.from(base64, 'base64').toString('base64'))
        .nullish(),
    })
    .transform(
      (any): AttributeValue =>
        any.stringValue ??
        any.intValue ??
        any.boolValue ??
        any.doubleValue ??
        any.bytesValue ??
        any.arrayValue?.values ??
        (any.kvlistValue ? Object.fromEntries(any.kvlistValue.values) : null),
    ),
);
export const KeyValue = z
  .object({ key: text, value: AnyValue.nullish() })
  .transform(({ key, value }): [string, AttributeValue] => [key, value ?? null]);
export const Attributes = listOf(KeyValue).transform(sortedAttributes);

/** Reads a message in JSON, or says where it is malformed (never with a value). Never throws. */
export function parsedAs<T extends z.ZodType>(message: T, json: string): z.output<T> | { malformed: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { malformed: 'not valid JSON' };
  }
  try {
    const result = message.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    return { malformed: `${issue?.path.join('.') || 'request'}: ${issue?.message}` };
  } catch (error) {
    // Attributes nested thousands deep exhaust the stack; nothing else throws here.
    if (error instanceof RangeError) return { malformed: 'nested too deep' };
    throw error;
  }
}
