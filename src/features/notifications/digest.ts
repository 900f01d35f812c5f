import { createHash } from 'node:crypto';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { ChannelKind } from './channels/telling.ts';
import { isLoud, type Message, type MessageLine, Severity, shortened } from './message.ts';
import type { KeyPlan, Told } from './plan.ts';

/** So many messages may come by themselves; when more wait for one channel at once they are told as one. */
export const mostByThemselves = 30;
const mostListed = 30;

export const digestPrefix = 'digest:';
const isDigest = (key: string): boolean => key.startsWith(digestPrefix);

/** The plans that one message is to stand for; none where few wait. */
export function digested(
  plans: readonly KeyPlan[],
  told: ReadonlyMap<string, Told>,
  digests: ChannelKind['digests'],
): KeyPlan[] {
  if (digests === 'none') return [];
  const fits = plans.filter(({ key, send }) => {
    const known = told.get(key);
    const opens = known === undefined || known.digest !== null;
    return send !== null && !isDigest(key) && send.message.kind !== 'test' && (digests === 'all' || opens);
  });
  return fits.length > mostByThemselves ? fits : [];
}

/**
 * One message that stands for many: as loud and as severe as the worst of them, listing as many as one can read. Its key is
 * made of theirs, so that the same digest is never written twice.
 */
export function digestOf(messages: readonly Message[], now: EpochMs): Message {
  const ordered = messages.toSorted((a, b) => rank(a) - rank(b) || (a.startedAt < b.startedAt ? -1 : 1));
  const names = messages.map(({ key, sequence }) => `${key}\n${sequence}`).sort();
  const key = digestPrefix + createHash('sha256').update(names.join('\n\n')).digest('hex').slice(0, 32);
  const first = ordered[0]!;
  const over = messages.filter(({ kind }) => kind === 'closing').length;
  const open = messages.length - over;
  const parts = [open > 0 ? `${open} open` : '', over > 0 ? `${over} over` : ''].filter((part) => part !== '');
  return {
    key,
    sequence: 1,
    kind: kindOf(messages),
    severity: first.severity,
    title: `${messages.length} messages at once: ${parts.join(', ')}`,
    lines: [...ordered.slice(0, mostListed).map(listed), ...rest(ordered.length - mostListed)],
    link: new URL('/', first.link).href,
    dedup: key,
    startedAt: ordered.map(({ startedAt }) => startedAt).sort()[0]!,
    at: toRfc3339(now),
  };
}

/** What ends a digest once everything that it listed is over. */
export function digestClosing(digest: Message, now: EpochMs): Message {
  return { ...digest, sequence: digest.sequence + 1, kind: 'closing', at: toRfc3339(now), lines: [] };
}

const rank = ({ severity }: Message): number => Severity.options.indexOf(severity);
const listed = ({ severity, kind, title }: Message): MessageLine => ({
  label: kind === 'closing' ? 'over' : severity,
  text: shortened(title, 200),
});
const rest = (more: number): MessageLine[] => (more > 0 ? [{ label: 'and', text: `${more} more, in Waga` }] : []);

function kindOf(messages: readonly Message[]): Message['kind'] {
  if (messages.some(({ kind }) => isLoud(kind))) return 'page';
  if (messages.every(({ kind }) => kind === 'closing')) return 'closing';
  return messages.every(({ kind }) => kind === 'ticket') ? 'ticket' : 'update';
}
