import { describe, expect, it } from 'vitest';
import { day, hour } from '../../maths/instants.ts';
import { forgetEnded, IntakeMemory } from './intake-memory.ts';
import { restore, statesOf } from './intake-states.ts';
import { neverSeen } from './liveness.ts';
import { endedOf, retentionTurn } from './retention.ts';

const nano = (ms: number): bigint => BigInt(ms) * 1_000_000n;
const stream = (ms: number) => ({ time: nano(ms), values: new Map([[3, 2n ** 60n]]), scheme: 's,"', scale: 2 });

describe('what the intake remembers', () => {
  const memory = new IntakeMemory(5);
  const change = {
    source: 'shop',
    lastArrival: 7,
    events: { ...neverSeen, declaredUntil: 4 },
    services: new Map([['pay/ment', { ...neverSeen, completeUntil: 60_000 }]]),
    streams: new Map([
      ['old 1', stream(0)],
      ['new 2', stream(2 * day)],
    ]),
    heard: new Map([['gone', { first: 1n, last: nano(1) }]]),
    series: ['x'],
    counters: { accepted: 3, refused: 2, duplicate: 1, droppedAttributes: 4 },
  };
  const states = statesOf(change, memory);
  memory.apply(change);

  it('comes back from its states as it was', () => {
    const back = new IntakeMemory(99);
    restore([...states, { key: 'stream/shop/ended 0', value: '' }], back);
    const expected = { ...memory.source('shop'), series: new Set() };
    expect(back.source('shop')).toEqual(expected);
    expect(back.listeningSince).toBe(5);
  });

  it('loses what has sent nothing for a day, and only that', () => {
    const now = 2 * day;
    expect(endedOf(memory, now)).toEqual([{ source: 'shop', streams: ['old 1'], heard: ['gone'] }]);
    forgetEnded(memory.source('shop'), ['old 1'], ['gone']);
    expect(endedOf(memory, now)).toEqual([]);
    expect([...memory.source('shop').streamSeries]).toEqual(['new']);
  });

  it('has one turn of dropping old days an hour', () => {
    expect(retentionTurn(hour - 1)).toBe(retentionTurn(0));
    expect(retentionTurn(hour)).not.toBe(retentionTurn(0));
  });
});
