import type { ThresholdAnswer } from '../../features/impact/threshold-answer.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { countText, moneyRange, rangeText, shareText } from './number-text.ts';

const noLink = 'No link found: ';

/** The answer in plain words, as one would tell it. */
export function thresholdText(answer: ThresholdAnswer, named: { measure: string; count: string }): string {
  const { knee } = answer;
  const lines = knee ? linked(answer, knee, named) : notLinked(answer, named);
  const notes = answer.notes.filter((note) => !note.startsWith(noLink));
  return [...lines, ...notes.map((note) => `- ${note}`)].join('\n');
}

function notLinked(
  { pNoLink, notes }: ThresholdAnswer,
  { measure, count }: { measure: string; count: string },
): string[] {
  const why = notes.find((note) => note.startsWith(noLink))?.slice(noLink.length) ?? '';
  return [`No link found between ${measure} and ${count} (p = ${probability(pNoLink)}): ${why}`];
}

function linked(
  answer: ThresholdAnswer,
  knee: Estimate,
  { measure, count }: { measure: string; count: string },
): string[] {
  const lag = answer.lagMinutes === 0 ? '' : `, ${answer.lagMinutes} min later`;
  const lines = [
    `${count} fall when ${measure} goes beyond ${doseText(knee.value)} (${doseText(knee.low)} to ${doseText(knee.high)})${lag}.`,
  ];
  for (const { x, loss } of answer.lossPerHour) {
    const amount = loss.text ? `${moneyRange(loss)}` : `${countText(loss.value)} ${count} (${rangeText(loss)})`;
    lines.push(`  at ${measure} = ${doseText(x)} you lose ${amount} per hour`);
  }
  const slope = answer.slopePerUnit;
  if (slope) {
    const tenth = 0.1 * Math.abs(knee.value);
    lines.push(
      '',
      `Each ${doseText(tenth)} beyond the knee costs ${shareText(Math.abs(slope.value) * tenth)} of the result, until it levels off.`,
    );
  }
  return [
    ...lines,
    `Evidence: ${answer.minutesOfEvidence} minutes beyond the knee, grade ${answer.grade}; link p = ${probability(answer.pNoLink)}.`,
    'Ranges are meant to hold the truth nine times in ten. Loss is that of an average hour.',
    '',
  ];
}

/** Three significant digits, thousands in thin groups. */
function doseText(x: number): string {
  const rounded = Number(x.toPrecision(3));
  return Math.abs(rounded) >= 1_000 ? countText(rounded) : String(rounded).replace('-', '−');
}

function probability(p: number): string {
  return p < 0.01 ? p.toFixed(3) : p.toFixed(2);
}
