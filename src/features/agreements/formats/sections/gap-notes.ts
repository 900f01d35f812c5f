import type { Block } from '../document.ts';
import { percentText } from '../show-value.ts';
import { roughly } from '../values.ts';
import type { Telling } from './telling.ts';

/** What stands beside every table with amounts: how far what Waga counted lies from what was booked, a sentence a currency. */
export function gapWords({ report, words, reading }: Telling): string[] {
  const { reconciliation, moneyHidden } = report;
  if (moneyHidden) return [];
  const known = reconciliation.flatMap(({ gap, currency }) => (gap === null ? [] : [{ gap, currency }]));
  if (known.length === 0) return [words.notReconciled];
  return known.map(({ gap, currency }) => {
    if (gap === 0) return words.gapNone(currency);
    return words.gap(percentText(roughly(Math.abs(gap)), reading.language), currency, gap > 0);
  });
}

/** The same as paragraphs. */
export const gapNotes = (telling: Telling): Block[] =>
  gapWords(telling).map((words) => ({ kind: 'paragraph', text: words }));
