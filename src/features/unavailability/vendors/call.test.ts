import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/document.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { answered, asked, type Call, ended, newCall, nextOf, type Stepped, stepCall } from './call.ts';
import { callShown } from './call-shown.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const at = (minutes: number) => start + minutes * minute;
const vendor = (channels: (string | undefined)[], silenceMinutes = [15, 30]): Document<VendorSpec> => ({
  ...{ apiVersion: 'waga/v1', kind: 'Vendor', metadata: { name: 'payfast', displayName: 'PayFast' } },
  at: { file: 'v.yaml', line: 1, column: 1 },
  spec: {
    components: ['psp'],
    contacts: channels.map((channel, nth) => ({
      name: `Contact ${nth + 1}`,
      phone: '+48 22 1',
      ...(channel ? { channel } : {}),
    })),
    silenceMinutes,
  },
});
const begin = (channels: (string | undefined)[], first = 1, silence?: number[]): Stepped =>
  newCall('call-1', vendor(channels, silence), { incident: 'inc', first, by: 'Anna', at: start });
const words = ({ steps }: Pick<Stepped, 'steps'>) => steps.map(({ way, contact }) => `${way} ${contact}`);
const nobody = [undefined, undefined, undefined];

describe('a call of a vendor', () => {
  it('moves on at 15 and at 30 minutes of silence, and gives up when the last was silent as long', () => {
    const { call, steps } = begin(nobody);
    expect(steps).toEqual([]);
    expect(call.contacts[0]).toMatchObject({ askedAt: start, askedBy: 'Anna' });
    expect(stepCall(call, at(15) - 1)).toEqual({ call, steps: [] });
    const second = stepCall(call, at(15));
    expect(words(second)).toEqual(['person 2']);
    expect(callShown(second.call, true)).toMatchObject({
      ...{ state: 'waiting', nextContact: 3, nextAt: toRfc3339(at(30)), may: ['asked', 'answered', 'end'] },
      contacts: [{}, { dueAt: toRfc3339(at(15)), askedAt: null }, { dueAt: null }],
    });
    const third = stepCall(second.call, at(31));
    expect(words(third)).toEqual(['person 3']);
    expect(callShown(third.call, false)).toMatchObject({ state: 'waiting', nextContact: null, nextAt: null, may: [] });
    expect(stepCall(third.call, at(45) - 1).steps).toEqual([]);
    const last = stepCall(third.call, at(45));
    expect([words(last), last.call.state]).toEqual([['exhausted 3'], 'exhausted']);
    expect(stepCall(last.call, at(600)).steps).toEqual([]);
  });

  it('tells by itself whom it reaches, once each, and makes up for time in which nobody looked', () => {
    const { call, steps } = begin(['desk', undefined, 'boss', undefined]);
    expect(words({ steps })).toEqual(['channel 1']);
    expect(call.contacts[0]).toMatchObject({ askedAt: start, askedBy: null });
    const late = stepCall(call, at(50));
    expect(words(late)).toEqual(['person 2', 'channel 3', 'person 4']);
    expect(late.call.contacts.map(({ dueAt }) => dueAt)).toEqual([start, at(15), at(30), at(45)]);
    expect(nextOf(late.call)).toEqual({ contact: null, at: at(60) });
  });

  it('stops at an answer, also a late one, and at an end', () => {
    const { call } = begin(nobody);
    const answer = { at: at(12), by: 'Anna', contact: 1, words: 'They see it too.' };
    expect(nextOf(answered(call, answer))).toBeNull();
    expect(stepCall(answered(call, answer), at(90)).steps).toEqual([]);
    const given = stepCall(call, at(90)).call;
    expect(given.state).toBe('exhausted');
    expect(callShown(answered(given, { ...answer, contact: 3 }), true)).toMatchObject({
      ...{ state: 'answered', may: [] },
      contacts: [{}, { askedAt: null }, { askedBy: 'Anna' }],
    });
    expect(stepCall(ended(call, { at: at(1), by: null, reason: 'Over.' }), at(90)).steps).toEqual([]);
  });

  it('begins with another than the first, and skips whom a person asked early', () => {
    const { call } = begin([...nobody, undefined], 2);
    expect(nextOf(call)).toEqual({ contact: 3, at: at(15) });
    const early = asked(call, 3, 'Jan', at(2));
    expect(early.steps).toEqual([]);
    expect(nextOf(early.call)).toEqual({ contact: 4, at: at(30) });
    expect(() => begin(nobody, 4)).toThrow(RangeError);
  });

  it('tells everybody once and in order, however often and when it is looked at', () => {
    const scene = fc.record({
      channels: fc.array(fc.constantFrom(undefined, 'desk'), { minLength: 1, maxLength: 6 }),
      silence: fc
        .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
        .map((m) => m.sort((a, b) => a - b)),
      looks: fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 20 }).map((m) => m.sort((a, b) => a - b)),
    });
    fc.assert(
      fc.property(scene, ({ channels, silence, looks }) => {
        const begun = begin(channels, 1, silence);
        let call: Call = begun.call;
        const told = [...words(begun)];
        for (const look of looks) {
          const stepped = stepCall(call, at(look));
          told.push(...words(stepped));
          expect(stepCall(stepped.call, at(look))).toEqual({ call: stepped.call, steps: [] });
          call = stepped.call;
        }
        const atOnce = stepCall(begun.call, at(looks.at(-1) ?? 0));
        expect(told).toEqual([...words(begun), ...words(atOnce)]);
        expect(call.state).toBe(atOnce.call.state);
        expect(call.contacts.map(({ dueAt }) => dueAt)).toEqual(atOnce.call.contacts.map(({ dueAt }) => dueAt));
      }),
    );
  });
});
