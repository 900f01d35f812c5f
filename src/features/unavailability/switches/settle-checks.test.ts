import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../maths/instants.ts';
import { commanded } from './command.ts';
import { judgeFlag, judgeHttp, judgeTraffic } from './judge-check.ts';
import { type KeptCheck, type KeptSwitch, untouched } from './kept-switch.ts';
import { mayTakeMs, settleChecks } from './settle-checks.ts';
import { SwitchSpec } from './switch.ts';
import { nextTry, notTold, told } from './tell.ts';

const spec = SwitchSpec.parse({
  process: 'payment',
  carriedOut: { by: 'webhook', url: 'https://flags.example.com/hook', secrets: ['hook'] },
  verify: [{ by: 'flag', provider: 'https://flags.example.com', flag: 'cards' }],
  verifyWithin: '2m',
  customersSee: { off: 'Cards rest.' },
});
const start = Date.parse('2026-11-17T02:00:00Z');
const why = { reason: 'It is down.', incident: 'loss-1', policy: null, forecast: null };
const off = told(
  commanded(untouched, spec, { id: 'c1', position: 'off', share: null, by: { id: '1', name: 'Anna' }, why }, start)
    .kept,
  spec,
  start,
).kept;
const check = (agrees: boolean | null, agreedAt: number | null = null, applies = true): KeptCheck => ({
  ...{ by: 'flag', what: 'flag cards', at: start, agrees, applies, agreedAt, says: 'The flag reads on.' },
});
const settled = (kept: KeptSwitch, checks: KeptCheck[], after: number) => {
  const { kept: next, acts } = settleChecks(kept, spec, checks, start + after);
  return [next.checked, ...acts.map(({ act, incident }) => `${act} ${incident}`)];
};

describe('what the checks of a switch make of it', () => {
  it('waits as long as they may take, then is not verified, and is later all the same', () => {
    expect(settled(off, [check(false)], minute)).toEqual(['waiting']);
    expect(settled(off, [check(false)], 2 * minute)).toEqual(['not-verified', 'not-verified loss-1']);
    expect(settled(off, [check(null)], 2 * minute), 'could not be made').toEqual([
      'not-verified',
      'not-verified loss-1',
    ]);
    const late: KeptSwitch = { ...off, checked: 'not-verified' };
    expect(settled(late, [check(true)], 9 * minute)).toEqual(['verified', 'verified loss-1']);
    expect(settled(late, [check(false)], 9 * minute), 'said once').toEqual(['not-verified']);
  });

  it('falls from verified when one disagrees, or none could be made for as long', () => {
    const verified: KeptSwitch = { ...off, checked: 'verified' };
    expect(settled(verified, [check(false, start)], 3 * second)).toEqual(['not-verified', 'not-verified loss-1']);
    expect(settled(verified, [check(null, start)], minute)).toEqual(['verified']);
    expect(settled(verified, [check(null, start)], 2 * minute)[0]).toBe('not-verified');
  });

  it('takes no check for one that can tell nothing of the position', () => {
    expect(settled(off, [check(null, null, false)], 9 * minute)).toEqual(['unchecked']);
    expect(settled(off, [check(null, null, false), check(true)], minute)[0]).toBe('verified');
  });

  it('gives a check by traffic the minutes that it needs', () => {
    const traffic = { verify: [{ by: 'traffic' as const, within: '4m' }], verifyWithin: '1m' };
    expect(mayTakeMs(traffic)).toBe(6 * minute);
  });
});

describe('a check', () => {
  const flag = { by: 'flag', provider: 'https://f.example.com', flag: 'cards', off: 'disabled' } as const;
  it('compares a flag with its value when it is off; one look says nothing of a share', () => {
    expect(judgeFlag(flag, { saw: 'disabled' }, 'off').agrees).toBe(true);
    expect(judgeFlag(flag, { saw: 'disabled' }, 'on').agrees).toBe(false);
    expect(judgeFlag(flag, { saw: 'anything' }, 'on').agrees).toBe(true);
    expect(judgeFlag(flag, { problem: 'The provider answers 500.' }, 'off')).toMatchObject({
      agrees: null,
      applies: true,
    });
    expect(judgeFlag(flag, { saw: 'disabled' }, 'half')).toMatchObject({ agrees: null, applies: false });
  });

  it('looks for the status and the text of off, both where both are given', () => {
    const http = (off: { status?: number; contains?: string }) => ({
      by: 'http' as const,
      url: 'https://x.example.com',
      off,
    });
    const judged = (off: { status?: number; contains?: string }, status: number, contains: boolean) =>
      judgeHttp(http(off), { saw: { status, contains } }, 'off').agrees;
    expect(judged({ status: 503 }, 503, true)).toBe(true);
    expect(judged({ status: 503 }, 200, true)).toBe(false);
    expect(judged({ contains: 'rest' }, 200, true)).toBe(true);
    expect(judged({ status: 503, contains: 'rest' }, 503, false)).toBe(false);
  });

  it('lets nobody through when off, no more than the share at half, somebody when on', () => {
    const passed = (events: number) => ({ from: start, events, expected: { value: 400, high: 440 } });
    const at = (position: 'on' | 'off' | 'half', events: number) =>
      judgeTraffic(passed(events), { position, share: position === 'half' ? '0.25' : null }, undefined).agrees;
    expect([at('off', 0), at('off', 1)]).toEqual([true, false]);
    expect([at('on', 0), at('on', 1)]).toEqual([null, true]);
    expect([at('half', 100), at('half', 140), at('half', 141), at('half', 0)]).toEqual([true, true, false, true]);
    expect(judgeTraffic(null, { position: 'off', share: null }, undefined).agrees).toBeNull();
    const before = { agrees: true, says: '5 came through.' };
    expect(judgeTraffic(passed(0), { position: 'on', share: null }, before), 'an empty night').toMatchObject({
      agrees: true,
    });
  });
});

describe('telling', () => {
  it('is tried again after rising waits without an end, and said once', () => {
    const waits = Array.from({ length: 12 }, (_, nth) => nextTry(nth + 1, 0));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).toEqual([2 * second, 5 * minute]);
    const waiting = commanded(untouched, spec, { id: 'c1', position: 'off', share: null, by: null, why }, start).kept;
    const first = notTold(waiting, 'The receiver answers 503.', start);
    const second_ = notTold(first.kept, 'The receiver answers 503.', start + minute);
    expect([first.acts.length, second_.acts.length]).toEqual([1, 0]);
    expect(second_.kept.telling).toMatchObject({ id: 'c1', tries: 2, toldAt: null, failedAt: start + minute });
  });
});
