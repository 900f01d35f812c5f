import type { RootAnswer, RootQuestion } from '../../features/unavailability/root/question.ts';

/** The answer in plain words: a paragraph a candidate, each reason on its line. */
export function rootcauseText(
  { abstained, reason, named, candidates }: RootAnswer,
  { node }: RootQuestion['target'],
): string {
  if (abstained) {
    const first = candidates.slice(0, 3).map((one) => one.node);
    const order =
      first.length === 0
        ? ''
        : `\n\nWhoever looks all the same may begin in this order, which is a guess: ${first.join(', ')}.`;
    return `No root is named.\n\n${reason}${order}`;
  }
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
