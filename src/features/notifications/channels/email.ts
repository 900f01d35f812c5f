import type { Mail } from '../../access/outgoing-mail.ts';
import type { SpecOf } from '../channel.ts';
import { type Message, shortened } from '../message.ts';
import { linkWords, plainText, wholeLines } from '../wording.ts';
import { readStatus } from './read-status.ts';
import type { Answer, ChannelKind, Outcome, Telling } from './telling.ts';

type Spec = SpecOf<'email'>;

const mostSubject = 200;
const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The message as a page that every mail program shows: no picture, no script, nothing fetched. */
export function mailPage(message: Message, money: 'show' | 'hide'): string {
  const cell = 'padding:4px 16px 4px 0;vertical-align:top;text-align:left';
  const rows = wholeLines(message, money).map(
    ({ label, text }) =>
      `<tr><th style="${cell};font-weight:600">${html(label)}</th><td style="${cell}">${html(text)}</td></tr>`,
  );
  const link = (url: string, words: string) => `<a href="${html(url)}">${html(words)}</a>`;
  const runbook = message.runbook === undefined ? '' : ` · ${link(message.runbook, 'Runbook')}`;
  return [
    '<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.4">',
    `<h1 style="font-size:18px">${html(message.title)}</h1>`,
    `<table role="presentation" style="border-collapse:collapse">${rows.join('')}</table>`,
    `<p>${link(message.link, linkWords(message))}${runbook}</p></body></html>`,
  ].join('\n');
}

/** The same for every try, so that a mail program shows a mail once that came twice. */
const messageIdOf = ({ id, spec }: Telling<Spec>): string => `<${id}@${spec.from.split('@')[1]}>`;
const subjectOf = ({ title }: Message): string => shortened(title.replace(/\s+/g, ' '), mostSubject);

/**
 * E-mail: the first mail of a key begins a thread, the later ones answer it under its subject. Of the server's answer only the
 * three digits are read: 4xx is "later" (RFC 5321, 4.2.1), 5xx is final.
 */
export const email: ChannelKind<Spec> = {
  type: 'email',
  manner: 'thread',
  digests: 'all',
  tell(telling) {
    const { spec, message, reference, secret } = telling;
    const [user = '', ...password] = spec.login === undefined ? [] : secret(spec.login).split(':');
    const mail: Mail = {
      server: spec.server,
      tls: spec.tls,
      login: spec.login === undefined ? null : { user, password: password.join(':') },
      from: spec.from,
      to: spec.to,
      subject: reference === null ? subjectOf(message) : `Re: ${reference.place ?? subjectOf(message)}`,
      text: plainText(message, spec.money),
      html: mailPage(message, spec.money),
      messageId: messageIdOf(telling),
      inReplyTo: reference?.id ?? null,
    };
    return { by: 'mail', mail, secrets: spec.login === undefined ? [] : [spec.login] };
  },
  read: readMail,
};

function readMail({ status, headers }: Answer, telling: Telling<Spec>): Outcome {
  if (status >= 200 && status < 300) {
    return telling.reference === null
      ? { state: 'sent', reference: { id: messageIdOf(telling), place: subjectOf(telling.message) } }
      : { state: 'sent' };
  }
  if (status >= 500) return { state: 'failed', reason: `The mail server refused it for good (${status}).` };
  if (status >= 400) return { state: 'retry', reason: `The mail server put it off (${status}).` };
  return readStatus({ status, headers }, telling.now);
}
