import type { z } from 'zod';
import type { ImportanceShown } from '../../../src/features/criticality/contract.ts';
import type { CouplingRow } from '../../../src/features/criticality/page-contract.ts';
import { amountText } from '../design/format/amounts.ts';
import { plural, shareText } from '../design/format/numbers.ts';

type Importance = z.infer<typeof ImportanceShown>;

/** What a component is for a process, in plain words: first what happens when it is down, then how much that matters. */
export function importanceWords(importance: Importance): { word: string; more: string | null } {
  const { birnbaum, valueAtRiskShare, riskAchievementWorth, fussellVesely } = importance;
  const times = riskAchievementWorth === null ? null : timesText(riskAchievementWorth);
  if (birnbaum >= 0.5) {
    const part = fussellVesely === null ? null : `has a part in ${shareText(fussellVesely)} of its downtime`;
    return { word: 'takes it down alone', more: part };
  }
  if (birnbaum > 0) {
    return {
      word: 'takes it down together with others',
      more: times === null ? null : `while it is down, the process fails ${times} as often`,
    };
  }
  if (valueAtRiskShare > 0) return { word: 'costs a part of its value', more: null };
  return { word: 'is not missed at once', more: null };
}

function timesText(times: number): string {
  return times < 10 ? `${times.toFixed(1)} times` : `${plural(Math.round(times), 'time')}`;
}

/** The share of its value that a process loses while the component is down. */
export function lostShareText(share: number): string {
  if (share >= 0.9995) return 'all of it';
  if (share <= 0) return 'nothing';
  return share < 0.001 ? 'less than 0.1%' : shareText(share);
}

/** What was really lost, with its interval and what it rests on; null where nothing was seen. */
export function seenText({ observed }: Pick<CouplingRow, 'observed'>): { value: string; basis: string } | null {
  if (observed === null) return null;
  const { value, interval, level } = amountText(observed.lostShare);
  return {
    value,
    basis: `${interval} (${level}), ${plural(observed.incidents, 'outage')}, ${plural(observed.minutes, 'minute')}`,
  };
}
