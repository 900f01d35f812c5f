import type { LossReport } from '../../features/impact/loss-answer.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { minute } from '../../maths/instants.ts';
import { countText, momentText, moneyRange, rangeText, shareText } from './number-text.ts';

/** The answer in plain words, as one would tell it. */
export function lossText(report: LossReport, timeZone: string): string {
  const { refined, raw } = report.interval;
  const minutes = (Date.parse(refined.to) - Date.parse(refined.from)) / minute;
  const moved = refined.from !== raw.from || refined.to !== raw.to;
  const lines = [
    `${momentText(refined.from, timeZone)} to ${momentText(refined.to, timeZone)} (${timeZone}), ${minutes} minute${minutes === 1 ? '' : 's'}${moved ? ', refined' : ''}`,
    '',
    row('Expected', report.expected, ''),
    `  ${'Came'.padEnd(10)} ${countText(report.actual)}${report.impactShare ? `, so ${shareText(report.impactShare.value)} was missing (${shareText(report.impactShare.low)} to ${shareText(report.impactShare.high)})` : ''}`,
    row('Lost', report.lost, moneyOf(report.money?.gross)),
    ...afterwards(report),
    '',
    `Ranges hold the truth nine times in ten (${report.lost.basis.placebos} quiet windows of the same length were tried).`,
    ...report.notes.map((note) => `- ${note}`),
  ];
  return lines.join('\n');
}

function afterwards(report: LossReport): string[] {
  const { recovered, net, money } = report;
  if (recovered === null || net === null) return [];
  const horizon = report.horizonMinutes % 60 === 0 ? `${report.horizonMinutes / 60} h` : `${report.horizonMinutes} min`;
  if (!report.recoveryClaimed) {
    return [
      `  ${'Came back'.padEnd(10)} nothing that stands out from chance in the ${horizon} after (${rangeText(recovered)})`,
    ];
  }
  return [
    `${row('Came back', recovered, moneyOf(money?.recovered))} in the ${horizon} after`,
    row('Net lost', net, moneyOf(money?.net)),
  ];
}

function row(name: string, one: Estimate, more: string): string {
  return `  ${name.padEnd(10)} ${countText(one.value)} (${rangeText(one)})${more}`;
}

function moneyOf(one: Estimate | null | undefined): string {
  return one ? ` = ${moneyRange(one)}` : '';
}
