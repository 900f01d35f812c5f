import type { Fault, OutageKind, OutageState } from '../../../src/features/outages/outage.ts';
import type { OutageRow, RevisionShown } from '../../../src/features/outages/outage-contract.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export const stateWords: Record<OutageState, { word: string; means: string; tone: Tone; icon: IconName }> = {
  draft: { word: 'Draft', means: 'nobody has confirmed it yet', tone: 'alarm', icon: 'unknown' },
  confirmed: { word: 'Confirmed', means: 'somebody has confirmed it', tone: 'calm', icon: 'calm' },
  removed: { word: 'Removed', means: 'it was none, and counts nowhere', tone: 'unknown', icon: 'none' },
  reported: { word: 'Reported', means: 'cause and summary stand', tone: 'calm', icon: 'calm' },
  locked: { word: 'Locked', means: 'its month is closed; a change needs a reason', tone: 'calm', icon: 'calm' },
};

export const kindWords: Record<OutageKind, { word: string; means: string }> = {
  unplanned: { word: 'Unplanned', means: 'it came by itself' },
  planned: { word: 'Planned', means: 'announced in time' },
  'false-positive': { word: 'False alarm', means: 'it was none; it stays as what was seen' },
};

export const faultWords: Record<Fault, { word: string; means: string }> = {
  own: { word: 'Own', means: 'our own fault' },
  vendor: { word: 'Vendor', means: 'the fault of a vendor' },
  both: { word: 'Both', means: 'we and a vendor had part' },
};

export const endsByWords: Record<OutageRow['endsBy'], string> = {
  person: 'set by a person',
  refined: 'refined by Waga on the minutes',
  detected: 'as first written down',
};

/** What a revision did. A word that is not known stands as it is. */
export function whatWord(what: RevisionShown['what']): string {
  return whatWords[what] ?? `${what.charAt(0).toUpperCase()}${what.slice(1).replaceAll('-', ' ')}`;
}

const whatWords: Record<string, string> = {
  drafted: 'Written down',
  added: 'Written down by hand',
  corrected: 'Corrected',
  confirmed: 'Confirmed',
  removed: 'Removed',
  restored: 'Put back',
  reported: 'Reported',
  locked: 'Locked with its month',
  'exclusion-proposed': 'Exclusion proposed',
  'exclusion-agreed': 'Exclusion agreed to',
  'exclusion-refused': 'Exclusion refused',
  imported: 'Imported',
  measured: 'Measured',
};

/** Which figures it is left out of. */
export function excludedText({ fromProcess, fromGlobal }: { fromProcess: boolean; fromGlobal: boolean }): string {
  if (fromProcess && fromGlobal) return 'its own figures and the figures over everything';
  if (fromProcess) return 'its own figures';
  return fromGlobal ? 'the figures over everything' : 'no figure';
}

export const isExcluded = ({ excluded }: Pick<OutageRow, 'excluded'>): boolean =>
  excluded.fromProcess || excluded.fromGlobal;
