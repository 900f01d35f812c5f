import type { ChannelShown, DeliveryShown } from '../../../src/features/notifications/contract.ts';
import { plural } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export const typeWords: Record<ChannelShown['type'], string> = {
  'slack-app': 'Slack app',
  'slack-webhook': 'Slack webhook',
  teams: 'Teams',
  pagerduty: 'PagerDuty',
  alertmanager: 'Alertmanager',
  email: 'E-mail',
  webhook: 'Webhook',
};

interface StateWords {
  tone: Tone;
  icon: IconName;
  word: string;
}

export const channelStates: Record<ChannelShown['state'], StateWords> = {
  working: { tone: 'calm', icon: 'calm', word: 'Works' },
  failing: { tone: 'loss', icon: 'loss', word: 'Fails' },
  closed: { tone: 'loss', icon: 'close', word: 'Closed' },
  unused: { tone: 'unknown', icon: 'unknown', word: 'Not used yet' },
};

export const deliveryStates: Record<DeliveryShown['state'], StateWords & { meaning: string }> = {
  sent: { tone: 'calm', icon: 'calm', word: 'Told', meaning: '' },
  waiting: { tone: 'unknown', icon: 'learning', word: 'Waits', meaning: '' },
  failed: { tone: 'loss', icon: 'loss', word: 'Failed', meaning: '' },
  superseded: { tone: 'unknown', icon: 'none', word: 'Overtaken', meaning: 'A newer message says it all.' },
  grouped: { tone: 'calm', icon: 'calm', word: 'Told with others', meaning: 'One message stood for many.' },
  'left-out': {
    tone: 'unknown',
    icon: 'none',
    word: 'Not told',
    meaning: 'This channel tells the beginning and the end.',
  },
};

export const kindWords: Record<DeliveryShown['kind'], string> = {
  page: 'Page',
  blind: 'Page: blind',
  ticket: 'Ticket',
  update: 'Update',
  closing: 'Over',
  test: 'Test',
};

/** `3 channels: 2 work, 1 fails.` */
export function tallyText(channels: readonly ChannelShown[]): string {
  if (channels.length === 0) return 'Waga tells nobody yet.';
  const count = (...states: ChannelShown['state'][]): number =>
    channels.filter(({ state }) => states.includes(state)).length;
  const failing = count('failing', 'closed');
  const parts = [
    count('working') > 0 ? plural(count('working'), 'works', 'work') : '',
    failing > 0 ? plural(failing, 'fails', 'fail') : '',
    count('unused') > 0 ? `${plural(count('unused'), 'was', 'were')} never used` : '',
  ];
  const all = plural(channels.length, 'channel', 'channels');
  return `${all}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

const needs = { failing: 0, closed: 0, unused: 1, working: 2 } as const;

/** Those that fail first, then those never tried; the catalogue's order otherwise. */
export const inOrderOfNeed = (channels: readonly ChannelShown[]): ChannelShown[] =>
  channels.toSorted((a, b) => needs[a.state] - needs[b.state]);

/** What came of a test, as soon as the log knows. */
export function testText(delivery: DeliveryShown | undefined): string {
  if (delivery === undefined || (delivery.state === 'waiting' && delivery.tries === 0))
    return 'The test is on its way.';
  if (delivery.state === 'sent') return 'The test arrived.';
  const reason = delivery.reason ?? '';
  return delivery.state === 'waiting'
    ? `The test did not arrive, and is tried again. ${reason}`
    : `The test did not arrive. ${reason}`;
}
