import { type Message, type MessageLine, shownLines } from './message.ts';

/** How things stand with what is told of, in a few words. */
export function standing({
  kind,
  acknowledgedBy,
  shadow,
}: Pick<Message, 'kind' | 'acknowledgedBy' | 'shadow'>): string {
  if (kind === 'closing') return 'Over';
  if (shadow) return 'In shadow: nobody was called, and nothing has to be done';
  if (kind === 'test') return 'Test: nothing is wrong';
  if (acknowledgedBy !== undefined) return `Acknowledged by ${acknowledgedBy}`;
  return kind === 'ticket' ? 'Ticket for the next workday' : 'Open: nobody has acknowledged it yet';
}

/** What the link leads to, said so that pressing it surprises nobody. */
export function linkWords({ kind, acknowledgedBy }: Pick<Message, 'kind' | 'acknowledgedBy'>): string {
  const asks = (kind === 'page' || kind === 'blind' || kind === 'update') && acknowledgedBy === undefined;
  return asks ? 'Open in Waga and acknowledge' : 'Open in Waga';
}

/** How it stands and then the lines, those of money only where they are shown. */
export function wholeLines(message: Message, money: 'show' | 'hide'): MessageLine[] {
  return [{ label: 'State', text: standing(message) }, ...shownLines(message, money)];
}

/** The message as plain text: title, lines, links. */
export function plainText(message: Message, money: 'show' | 'hide'): string {
  const lines = wholeLines(message, money).map(({ label, text }) => `${label}: ${text}`);
  const runbook = message.runbook === undefined ? [] : [`Runbook: ${message.runbook}`];
  return [message.title, '', ...lines, '', `${linkWords(message)}: ${message.link}`, ...runbook].join('\n');
}
