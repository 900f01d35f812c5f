import { toRfc3339 } from '../../../maths/instants.ts';
import type { KeptCheck } from './kept-switch.ts';
import type { SwitchCheck } from './switch.ts';
import type { SwitchPosition } from './switch-contract.ts';

type CheckOf<By extends SwitchCheck['by']> = Extract<SwitchCheck, { by: By }>;

/** What a look at a flag or an address brought, or why it could not be made. */
export type Looked<T> = { saw: T } | { problem: string };

/** Customers who came through in whole minutes after the time that the switch may take; null where the time is not measured yet. */
export interface Passed {
  from: number;
  events: number;
  /** What would have come were it on; null where nobody knows. */
  expected: { value: number; high: number } | null;
}

/** What a check says of a position. `agrees` null: it could not be made; not `applies`: it can tell nothing of this position. */
export type Judgement = Pick<KeptCheck, 'agrees' | 'says' | 'applies'>;

const noShare: Judgement = {
  ...{ agrees: null, applies: false },
  says: 'One look cannot tell a share of customers.',
};

export function judgeFlag(
  { off }: CheckOf<'flag'>,
  looked: Looked<boolean | string | number>,
  position: SwitchPosition,
): Judgement {
  if (position === 'half') return noShare;
  if ('problem' in looked) return { agrees: null, applies: true, says: looked.problem };
  const isOff = looked.saw === off;
  return { agrees: isOff === (position === 'off'), applies: true, says: `The flag reads ${isOff ? 'off' : 'on'}.` };
}

export function judgeHttp(
  { off }: CheckOf<'http'>,
  looked: Looked<{ status: number; contains: boolean }>,
  position: SwitchPosition,
): Judgement {
  if (position === 'half') return noShare;
  if ('problem' in looked) return { agrees: null, applies: true, says: looked.problem };
  const { status, contains } = looked.saw;
  const isOff = (off.status === undefined || off.status === status) && (off.contains === undefined || contains);
  const text = off.contains === undefined ? '' : contains ? ', with the text of off' : ', without the text of off';
  return { agrees: isOff === (position === 'off'), applies: true, says: `It answers ${status}${text}.` };
}

/** How far counts of chance go beyond what is expected. */
const chance = 3;

export function judgeTraffic(
  passed: Passed | null,
  { position, share }: { position: SwitchPosition; share: string | null },
  before: Pick<KeptCheck, 'agrees' | 'says'> | undefined,
): Judgement {
  // that somebody came through once is enough: an empty night later says nothing
  if (position === 'on' && before?.agrees === true) return { agrees: true, applies: true, says: before.says };
  if (passed === null) return { agrees: null, applies: true, says: 'The minutes since are not measured yet.' };
  const { events, expected, from } = passed;
  const since = `came through since ${toRfc3339(from)}`;
  if (position === 'on') {
    const says = events > 0 ? `${events} ${since}.` : `Nobody ${since} yet.`;
    return { agrees: events > 0 ? true : null, applies: true, says };
  }
  if (position === 'off') {
    return { agrees: events === 0, applies: true, says: events === 0 ? `Nobody ${since}.` : `${events} ${since}.` };
  }
  if (expected === null) {
    return { agrees: null, applies: true, says: `${events} ${since}; how many would be the share is not known.` };
  }
  const part = Number(share) * expected.value;
  const most = Math.ceil(Number(share) * expected.high + chance * Math.sqrt(Math.max(1, part)));
  return {
    ...{ agrees: events <= most, applies: true },
    says: `${events} ${since}; the share is about ${Math.round(part)}, ${most} at most.`,
  };
}

/** In words what a check looks at. */
export function checkWords(check: SwitchCheck, processName: string, part: string | null): string {
  if (check.by === 'flag') return `flag ${check.flag} at ${new URL(check.provider).host}`;
  if (check.by === 'http') return check.url;
  return part === null ? `events of ${processName}` : `events of ${processName}, ${part}`;
}
