import { type Message, shortened } from '../message.ts';
import { linkWords, wholeLines } from '../wording.ts';

/** Limits of Block Kit (https://docs.slack.dev/reference/block-kit/blocks). */
const mostTitle = 150;
const mostFieldText = 1_900;
const fieldsPerSection = 10;

/** Text that means itself: no mention, link or channel can be made of what a catalogue says. */
export const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const mark = { page: '🔴', blind: '⚫', ticket: '🔵', update: '🟠', closing: '🟢', test: '⚪' } as const;

/** The message as Slack shows it, with the text that stands in the notification on a phone. */
export function slackMessage(message: Message, money: 'show' | 'hide'): { text: string; blocks: object[] } {
  const title = `${mark[message.kind]} ${message.title}`;
  const fields = wholeLines(message, money).map(({ label, text }) => ({
    type: 'mrkdwn',
    text: `*${slackText(shortened(label, 80))}*\n${slackText(shortened(text, mostFieldText / 4))}`,
  }));
  const sections: object[] = [];
  for (let from = 0; from < fields.length; from += fieldsPerSection) {
    sections.push({ type: 'section', fields: fields.slice(from, from + fieldsPerSection) });
  }
  const runbook = message.runbook === undefined ? '' : `  ·  <${slackUrl(message.runbook)}|Runbook>`;
  const head = { type: 'header', text: { type: 'plain_text', text: shortened(title, mostTitle) } };
  const links = section(`<${slackUrl(message.link)}|${linkWords(message)}>${runbook}`);
  return { text: slackText(title), blocks: [head, ...sections, links] };
}

/** `|` and `>` would end the address within a link. */
const slackUrl = (url: string): string =>
  url.replaceAll('&', '&amp;').replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
