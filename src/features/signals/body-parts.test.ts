import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasTooManyFields, hasTooManyValues } from './body-parts.ts';
import { requestMessage } from './otlp/message-schema.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Values and separators of a JSON value, counted on the value itself: every one that opens or follows a comma. */
function partsOf(value: unknown): number {
  const inner = Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value)
      : null;
  if (inner === null) return 0;
  return 1 + Math.max(0, inner.length - 1) + inner.reduce((sum: number, one) => sum + partsOf(one), 0);
}

describe('the values of a JSON body', () => {
  it('are counted without reading them, whatever stands in texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const parts = partsOf(value);
        const bytes = bytesOf(JSON.stringify(value).padEnd(parts + 1));
        expect(hasTooManyValues(bytes, parts)).toBe(false);
        if (parts > 0) expect(hasTooManyValues(bytes, parts - 1)).toBe(true);
      }),
    );
  });

  it('are those of all lines together', () => {
    expect(hasTooManyValues(bytesOf('[1,2]\n[3,4]\n'), 3)).toBe(true);
    expect(hasTooManyValues(bytesOf('[1,2]\n[3,4]\n'), 4)).toBe(false);
  });

  it('end where a text never ends', () => {
    expect(hasTooManyValues(bytesOf(`["${',['.repeat(50)}`), 1)).toBe(false);
  });
});

describe('the fields of a protobuf body', () => {
  const nano = '1795169640000000000';
  const point = { timeUnixNano: nano, asInt: '1', attributes: [{ key: 'a', value: { stringValue: 'b' } }] };
  const request = (points: number) =>
    requestMessage
      .encode(
        requestMessage.fromObject({
          resourceMetrics: [
            { scopeMetrics: [{ metrics: [{ name: 'm', sum: { dataPoints: new Array(points).fill(point) } }] }] },
          ],
        }),
      )
      .finish();

  it('are counted at every depth that is read', () => {
    // resource, scope, metric, name and sum; per point itself, time, value, attribute, key, its value and the text in it
    const fields = (points: number): number => 5 + 7 * points;
    for (const points of [10, 50, 100]) {
      expect(hasTooManyFields(request(points), requestMessage, fields(points))).toBe(false);
      expect(hasTooManyFields(request(points), requestMessage, fields(points) - 1)).toBe(true);
    }
  });

  it('never fail on bytes that are none, nor on nesting without end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof hasTooManyFields(bytes, requestMessage, 10)).toBe('boolean');
      }),
    );
    let nested: Uint8Array = Buffer.alloc(0);
    const length = (n: number): number[] => (n < 128 ? [n] : [(n % 128) + 128, ...length(Math.floor(n / 128))]);
    // an array in a value in an array: fields 5 and 1 by turns
    for (let depth = 0; depth < 3_000; depth++) {
      nested = Buffer.from([depth % 2 === 0 ? 0x0a : 0x2a, ...length(nested.length), ...nested]);
    }
    const value = requestMessage.root.lookupType('AnyValue');
    expect(hasTooManyFields(nested, value, 200)).toBe(false);
    expect(hasTooManyFields(nested, value, 90)).toBe(true);
  });
});
