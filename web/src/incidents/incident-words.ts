import type { IncidentState } from '../../../src/features/unavailability/incident.ts';
import type {
  IncidentPage,
  IncidentRow,
  ResponseStep,
} from '../../../src/features/unavailability/incident-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import type { IconName, Tone } from '../design/icons.tsx';

interface StateWord {
  tone: Tone;
  icon: IconName;
  word: string;
}

export const stateWords: Record<IncidentState, StateWord> = {
  suspected: { tone: 'unknown', icon: 'learning', word: 'Suspected' },
  open: { tone: 'loss', icon: 'loss', word: 'Open' },
  mitigated: { tone: 'calm', icon: 'quiet', word: 'Mitigated' },
  recovered: { tone: 'calm', icon: 'calm', word: 'Recovered' },
  reported: { tone: 'calm', icon: 'calm', word: 'Reported' },
  reviewed: { tone: 'calm', icon: 'calm', word: 'Reviewed' },
  dismissed: { tone: 'unknown', icon: 'none', word: 'Dismissed' },
};

/** The state as people see it: only a loss is red. Of a blind one nobody knows, and alarms alone are none. */
export function stateOf({ kind, state, shadow }: Pick<IncidentRow, 'kind' | 'state' | 'shadow'>): StateWord {
  if (shadow !== undefined && (state === 'open' || state === 'mitigated'))
    return { tone: 'calm', icon: 'quiet', word: 'In shadow' };
  if (state !== 'open' || kind === 'loss') return stateWords[state];
  return kind === 'blind'
    ? { tone: 'unknown', icon: 'unknown', word: 'Cannot be seen' }
    : { tone: 'alarm', icon: 'alarm', word: 'In alarm' };
}

export const isLasting = ({ state, endedAt }: Pick<IncidentRow, 'state' | 'endedAt'>): boolean =>
  endedAt === null && (state === 'suspected' || state === 'open' || state === 'mitigated');

/** Whether it stands in the list of those that are not closed. */
export const isClosed = ({ state }: Pick<IncidentRow, 'state'>): boolean =>
  state === 'reported' || state === 'reviewed' || state === 'dismissed';

/** What it is called, P1 to P3; null where no loss is proven. */
export const nameOf = ({
  kind,
  route,
  class: reached,
}: Pick<IncidentRow, 'kind' | 'route' | 'class'>): string | null => (kind === 'loss' ? (route?.name ?? reached) : null);

/** Which of the two it is, in words; null while it is not known. */
export const sideWords: Record<NonNullable<IncidentRow['side']>, string> = {
  demand: 'Fewer come at all.',
  supply: 'As many come, and fewer of them succeed.',
};

const kindOrder: Record<IncidentRow['kind'], number> = { loss: 0, blind: 1, technical: 2 };

/** What needs somebody first: what calls before what is tried out, what leads before its parts, losses before what is not seen and alarms, P1 before P2. */
export function inOrderOfNeed<T extends Pick<IncidentRow, 'partOf' | 'kind' | 'route' | 'class' | 'shadow'>>(
  rows: readonly T[],
): T[] {
  return rows.toSorted(
    (a, b) =>
      Number(a.shadow !== undefined) - Number(b.shadow !== undefined) ||
      Number(a.partOf !== null) - Number(b.partOf !== null) ||
      kindOrder[a.kind] - kindOrder[b.kind] ||
      (nameOf(a) ?? 'P9').localeCompare(nameOf(b) ?? 'P9', 'en'),
  );
}

/** `user:anna` as people read it. */
export const personText = (person: string): string => (person.includes(':') ? ownerText(person) : person);

export const steps: readonly { step: ResponseStep; name: string; hint: string }[] = [
  { step: 'business', name: 'Look at the business', hint: 'What came of what was expected, and past outages like it.' },
  {
    step: 'impact',
    name: 'Weigh the impact',
    hint: 'The share against P2 and P1: leave it, put up a banner, switch off.',
  },
  { step: 'act', name: 'Act', hint: 'Banner, switch, restart, roll back: what stops the loss first.' },
  { step: 'verify', name: 'Verify', hint: 'What do customers see now, and does the curve turn?' },
  { step: 'inform', name: 'Inform', hint: 'Tell those who answer to customers, and the next in line.' },
];

export type ActName = 'mitigate' | 'dismiss' | 'reopen' | 'report' | 'review';

interface ActWords {
  /** The word on the button. */
  name: string;
  means: string;
  /** What is asked, where a reason is to be kept. */
  reason: string | null;
  /** The way that most take from where it can be done. */
  isUsual: boolean;
}

/** What a person may do with it, the usual ways first. */
export const actWords: Record<ActName, ActWords> = {
  mitigate: {
    name: 'It is mitigated',
    means: 'It lasts, but what was done helps. It opens again by itself when the drop grows.',
    reason: 'What helps',
    isUsual: true,
  },
  report: {
    name: 'Report it',
    means: 'What happened is told to those who have to know. A review can follow.',
    reason: null,
    isUsual: true,
  },
  review: {
    name: 'Close the review',
    means: 'What is to be learned from it is written down. It is closed.',
    reason: null,
    isUsual: true,
  },
  reopen: {
    name: 'Open it again',
    means: 'It is open again, and those who answer for it are told.',
    reason: 'Why again',
    isUsual: false,
  },
  dismiss: {
    name: 'It is none',
    means: 'It counts as no incident, and nobody is called for it.',
    reason: 'Why it is none',
    isUsual: false,
  },
};

export const acts = Object.keys(actWords) as ActName[];
export const mayAct = ({ may }: Pick<IncidentPage, 'may'>): ActName[] => acts.filter((act) => may.includes(act));
