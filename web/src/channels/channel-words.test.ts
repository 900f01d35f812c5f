import { describe, expect, it } from 'vitest';
import type { ChannelShown, DeliveryShown } from '../../../src/features/notifications/contract.ts';
import { inOrderOfNeed, tallyText, testText } from './channel-words.ts';

const channel = (name: string, state: ChannelShown['state']): ChannelShown => ({
  name,
  displayName: name,
  type: 'webhook',
  money: 'hide',
  shadow: false,
  state,
  waiting: 0,
  lastSentAt: null,
  failingSince: null,
  reason: null,
});

describe('the words of channels', () => {
  it('count what works and what does not', () => {
    expect(tallyText([])).toBe('Waga tells nobody yet.');
    const all = [channel('a', 'working'), channel('b', 'failing'), channel('c', 'closed'), channel('d', 'unused')];
    expect(tallyText(all)).toBe('4 channels: 1 works, 2 fail, 1 was never used.');
    expect(tallyText(all.slice(0, 1))).toBe('1 channel: 1 works.');
    expect(inOrderOfNeed(all).map(({ name }) => name)).toEqual(['b', 'c', 'd', 'a']);
  });

  it('tell what came of a test', () => {
    const delivery = (state: DeliveryShown['state'], tries: number) =>
      ({ state, tries, reason: state === 'sent' ? null : 'The receiver answered 503.' }) as DeliveryShown;
    expect(testText(undefined)).toBe('The test is on its way.');
    expect(testText(delivery('waiting', 0))).toBe('The test is on its way.');
    expect(testText(delivery('sent', 1))).toBe('The test arrived.');
    expect(testText(delivery('waiting', 1))).toContain('tried again. The receiver answered 503.');
    expect(testText(delivery('failed', 1))).toBe('The test did not arrive. The receiver answered 503.');
  });
});
