import fc from 'fast-check';
import protobuf from 'protobufjs/light.js';
import { describe, expect, it } from 'vitest';
import { exactOf, millisecondsOf, sameBytes, unsignedOf, unsure, Wire, wireType } from './wire.ts';

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const halves = (value: bigint): [number, number] => [Number(value & 0xffff_ffffn), Number(value >> 32n)];
const wire = (bytes: Uint8Array): Wire => new Wire(Buffer.from(bytes));

describe('the reader of protobuf by offset', () => {
  it('reads varints as the library does, or is unsure', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(12), (bytes, cut) => {
        const end = Math.min(cut, bytes.length);
        const [short, long] = [wire(bytes), wire(bytes)];
        const value = short.varint(end);
        if (value !== unsure) {
          const reader = protobuf.Reader.create(Buffer.from(bytes.subarray(0, end)));
          expect([value, short.at]).toEqual([reader.uint32(), reader.pos]);
        }
        if (long.varint64(end)) {
          const reader = protobuf.Reader.create(Buffer.from(bytes.subarray(0, end)));
          const { low, high } = reader.uint64() as { low: number; high: number };
          expect([long.low, long.high, long.at]).toEqual([low >>> 0, high >>> 0, reader.pos]);
        }
      }),
    );
  });

  it('reads every varint of 64 bits that an encoder writes', () => {
    fc.assert(
      fc.property(uint64, (value) => {
        const [low, high] = halves(value);
        const bytes = protobuf.Writer.create().uint64(new protobuf.util.LongBits(low, high).toLong(true)).finish();
        const read = wire(bytes);
        expect(read.varint64(bytes.length)).toBe(true);
        expect([exactOf(read.low, read.high), read.at]).toEqual([value, bytes.length]);
        expect(wire(bytes).varint64(bytes.length - 1)).toBe(false);
      }),
    );
  });

  it('reads no byte beyond the end', () => {
    const bytes = wire(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    expect(bytes.fixed64(7)).toBe(false);
    expect(bytes.fixed64(8)).toBe(true);
    expect(exactOf(bytes.low, bytes.high)).toBe(0x0807060504030201n);
    expect(bytes.varint(8)).toBe(unsure);
    expect(wire(Uint8Array.of(3, 0, 0)).length(3)).toBe(unsure);
    expect(wire(Uint8Array.of(2, 0, 0)).length(3)).toBe(2);
  });

  it.each([
    [wireType.varint, [0x80, 0x01], 2],
    [wireType.fixed64, [1, 2, 3, 4, 5, 6, 7, 8], 8],
    [wireType.bytes, [2, 7, 7], 3],
    [wireType.fixed32, [1, 2, 3, 4], 4],
  ])('goes past a value of wire type %i', (type, bytes, length) => {
    const whole = wire(Uint8Array.from(bytes));
    expect([whole.skip(8 | type, length), whole.at]).toEqual([true, length]);
    expect(wire(Uint8Array.from(bytes)).skip(8 | type, length - 1)).toBe(false);
  });

  it('is unsure of groups and of what is no wire type', () => {
    for (const type of [3, 4, 6, 7]) expect(wire(new Uint8Array(20)).skip(8 | type, 20)).toBe(false);
  });
});

describe('numbers in halves', () => {
  it('are milliseconds exactly, and doubles as near as doubles come', () => {
    const around = fc.tuple(fc.nat(18_446_744_073_709), fc.constantFrom(-1n, 0n, 1n)).map(([ms, more]) => {
      const value = BigInt(ms) * 1_000_000n + more;
      return value < 0n ? 0n : value;
    });
    fc.assert(
      fc.property(fc.oneof(uint64, around), (value) => {
        const [low, high] = halves(value);
        expect(millisecondsOf(low, high)).toBe(Number(value / 1_000_000n));
        expect(unsignedOf(low, high)).toBe(Number(value));
        expect(exactOf(low, high)).toBe(value);
      }),
    );
  });
});

describe('ranges of bytes', () => {
  it('are the same when each byte is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.nat(3), fc.option(fc.nat(19)), (bytes, before, flip) => {
        const copy = Buffer.concat([Buffer.alloc(before), bytes]);
        const differs = flip !== null && flip < bytes.length;
        if (differs) copy[before + flip] = copy[before + flip]! ^ 64;
        const view = (of: Uint8Array) => new DataView(of.buffer, of.byteOffset, of.byteLength);
        expect(sameBytes(view(bytes), 0, view(copy), before, bytes.length)).toBe(!differs);
      }),
    );
  });
});
