import { describe, expect, it } from 'vitest';
import { SharedMemory } from './shared-memory.ts';

const megabyte = 1_048_576;

describe('memory that a thread sees too', () => {
  it('is named once, and known by its number from then on', () => {
    const memory = new SharedMemory(() => expect.unreachable());
    const [one, other] = [new SharedArrayBuffer(8), new SharedArrayBuffer(8)];
    expect(memory.seen(one)).toEqual({ number: 1, memory: one });
    expect(memory.seen(other)).toEqual({ number: 2, memory: other });
    expect([memory.seen(one), memory.seen(other)]).toEqual([{ number: 1 }, { number: 2 }]);
  });

  it('is forgotten where more comes than is kept for bodies, what was not used for longest first', () => {
    const gone: number[] = [];
    const memory = new SharedMemory((number) => gone.push(number));
    const often = new SharedArrayBuffer(megabyte);
    memory.seen(often);
    for (let n = 0; n < 200; n++) {
      memory.seen(new SharedArrayBuffer(megabyte));
      expect(memory.seen(often)).toEqual({ number: 1 });
    }
    expect(gone).toEqual(Array.from({ length: 137 }, (_, nth) => nth + 2));
    const large = new SharedArrayBuffer(65 * megabyte);
    const { number } = memory.seen(large);
    expect(gone).toContain(1);
    expect(memory.seen(often).memory).toBe(often);
    expect(gone.at(-1)).toBe(number);
  });
});
