import type { SpecOf } from '../channel.ts';
import { type Message, shortened } from '../message.ts';
import { linkWords, wholeLines } from '../wording.ts';
import type { ChannelKind } from './telling.ts';

/** A card of more than 28 KB is refused, so each text has a bound. */
const mostText = 300;
const mostLines = 40;

const colours = {
  page: 'attention',
  blind: 'attention',
  update: 'warning',
  ticket: 'accent',
  closing: 'good',
  test: 'default',
};

/** Texts of a card are Markdown; without this a name in a catalogue could pass for a link. */
const cardText = (text: string): string => shortened(text, mostText).replaceAll('](', '] (');

/** The message as an Adaptive Card 1.4 (https://adaptivecards.io/explorer), which Teams shows on every device. */
export function adaptiveCard(message: Message, money: 'show' | 'hide'): object {
  const facts = wholeLines(message, money)
    .slice(0, mostLines)
    .map(({ label, text }) => ({ title: cardText(label), value: cardText(text) }));
  const open = { type: 'Action.OpenUrl', title: linkWords(message), url: message.link };
  const runbook = message.runbook === undefined ? [] : [{ ...open, title: 'Runbook', url: message.runbook }];
  const title = { type: 'TextBlock', size: 'large', weight: 'bolder', wrap: true };
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      { ...title, color: colours[message.kind], text: cardText(message.title) },
      { type: 'FactSet', facts },
    ],
    actions: [open, ...runbook],
  };
}

/**
 * A workflow of Teams that posts what comes to its webhook. It gives no id, so that nothing can be rewritten: the beginning
 * and the end are told.
 */
export const teams: ChannelKind<SpecOf<'teams'>> = {
  type: 'teams',
  manner: 'ends',
  digests: 'all',
  tell({ spec, message, secret }) {
    const content = adaptiveCard(message, spec.money);
    const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
    return {
      by: 'http',
      url: secret(spec.address),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', attachments: [attachment] }),
      secrets: [spec.address],
    };
  },
};
