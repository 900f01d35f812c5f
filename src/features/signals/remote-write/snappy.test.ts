import fc from 'fast-check';
import { snappyUncompress } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { uncompress } from './snappy.ts';

/** The elements of a block and what they expand to. */
type Element = { literal: number[] } | { length: number; offset: number; form: 1 | 2 | 3 };
const someElement: fc.Arbitrary<Element> = fc.oneof(
  fc.record({ literal: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 80 }) }),
  fc.record({
    length: fc.integer({ min: 1, max: 64 }),
    offset: fc.integer({ min: 1, max: 2_000 }),
    form: fc.constantFrom(1 as const, 2 as const, 3 as const),
  }),
);

const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** Writes elements as the format has it; a copy that reaches before the start is left out. */
function block(elements: readonly Element[]): { bytes: Uint8Array; expanded: number[] } {
  const body: number[] = [];
  const expanded: number[] = [];
  for (const element of elements) {
    if ('literal' in element) {
      const { literal } = element;
      if (literal.length <= 60) body.push((literal.length - 1) << 2, ...literal);
      else body.push(60 << 2, literal.length - 1, ...literal);
      expanded.push(...literal);
      continue;
    }
    const { offset, form } = element;
    if (offset > expanded.length) continue;
    const length = form === 1 ? Math.min(11, Math.max(4, element.length)) : element.length;
    if (form === 1) body.push(1 | ((length - 4) << 2) | ((offset >> 8) << 5), offset & 255);
    else body.push(form | ((length - 1) << 2), ...littleEndian(offset, form === 2 ? 2 : 4));
    for (let i = 0; i < length; i++) expanded.push(expanded[expanded.length - offset]!);
  }
  return { bytes: Uint8Array.from([...varint(expanded.length), ...body]), expanded };
}

const most = 1_000_000;

describe('uncompress', () => {
  it('expands every block as it was written, and as another reader does', () => {
    fc.assert(
      fc.property(fc.array(someElement, { maxLength: 40 }), (elements) => {
        const { bytes, expanded } = block(elements);
        const output = uncompress(bytes, most);
        expect(output).toEqual(Uint8Array.from(expanded));
        const other = new Uint8Array(expanded.length);
        snappyUncompress(bytes, other);
        expect(output).toEqual(other);
      }),
      { seed: 7 },
    );
  });

  it('never throws and never expands beyond the limit, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 300 }), (bytes, limit) => {
        const output = uncompress(bytes, limit);
        if ('problem' in output) expect(['malformed', 'too_large']).toContain(output.problem);
        else expect(output.length).toBeLessThanOrEqual(limit);
      }),
      { seed: 7, numRuns: 5_000 },
    );
  });

  it('refuses every block that is cut short or changed in length', () => {
    fc.assert(
      fc.property(fc.array(someElement, { minLength: 1, maxLength: 10 }), fc.nat(), (elements, cut) => {
        const { bytes, expanded } = block(elements);
        if (expanded.length === 0) return;
        expect(uncompress(bytes.subarray(0, cut % bytes.length), most)).toEqual({ problem: 'malformed' });
        const longer = Uint8Array.from([
          ...varint(expanded.length + 1),
          ...bytes.subarray(varint(expanded.length).length),
        ]);
        expect(uncompress(longer, most)).toEqual({ problem: 'malformed' });
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['nothing', [], 'malformed'],
    ['a claim of 4 GiB', [0xff, 0xff, 0xff, 0xff, 0x0f, 0], 'too_large'],
    ['a claim beyond 32 bits', [0xff, 0xff, 0xff, 0xff, 0x7f, 0], 'malformed'],
    ['a claim that the bytes cannot hold', [...varint(900_000), 0, 65], 'malformed'],
    ['copies that go on after the end', [4, 0, 65, ...Array(50).fill([0xfe, 1, 0]).flat()], 'malformed'],
    ['a copy from before the start', [8, 0, 65, 1, 9], 'malformed'],
    ['a copy of nothing', [8, 0, 65, 1, 0], 'malformed'],
    ['a literal of 4 GiB', [5, 63 << 2, 0xff, 0xff, 0xff, 0xff, 65], 'malformed'],
    ['a literal whose length would read as negative', [5, 63 << 2, 0xf0, 0xff, 0xff, 0xff, 65], 'malformed'],
    ['a copy whose offset would read as negative', [8, 0, 65, 3, 0xff, 0xff, 0xff, 0xff], 'malformed'],
  ])('refuses %s', (_name, bytes, problem) => {
    expect(uncompress(Uint8Array.from(bytes), most)).toEqual({ problem });
  });

  it('takes an empty block', () => {
    expect(uncompress(Uint8Array.of(0), most)).toEqual(new Uint8Array(0));
  });
});
