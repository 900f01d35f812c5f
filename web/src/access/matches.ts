import { fold } from '../../../src/features/balance/search.ts';

/** Whether every word typed stands in one of the texts, whatever its case and marks. */
export function matches(typed: string, texts: readonly string[]): boolean {
  const among = texts.map(fold);
  return fold(typed)
    .split(' ')
    .every((word) => among.some((text) => text.includes(word)));
}
