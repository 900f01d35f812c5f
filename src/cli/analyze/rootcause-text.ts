import type { RootAnswer, RootQuestion } from '../../features/unavailability/root/question.ts';

/** The answer in plain words: a paragraph a candidate, each reason on its line. */
export function rootcauseText(
  { abstained, reason, named, candidates }: RootAnswer,
  { node }: RootQuestion['target'],
): string {
  if (abstained) return `No root is named.\n\n${reason}`;
  const head = named === null ? `Several may be the root of the trouble at ${node}.` : `Probable root: ${named}`;
  const shown = candidates.flatMap(({ node: name, metric, score, why }, nth) => [
    '',
    `${String(nth + 1).padStart(2)}. ${name} (${metric}), score ${score.toFixed(2)}`,
    ...why
      .replace(/\.$/, '')
      .split('; ')
      .map((line) => `      ${line}`),
  ]);
  return [head, reason, ...shown].join('\n');
}
