import type { Estimate } from '../../maths/estimate.ts';
import { minute } from '../../maths/instants.ts';
import { countText, momentText, rangeText, shareText } from './number-text.ts';

/** The answer of `waga analyze detect`. Times are RFC 3339 in UTC; `to` is null while a drop lasts at the end of the data. */
export interface DetectReport {
  drops: {
    from: string;
    to: string | null;
    detectedAt: string;
    class: 'P1' | 'P2';
    impactShare: Estimate | null;
    /** Minutes of the class's window at the time. */
    window: number;
    expected: Estimate;
    actual: number;
  }[];
  notProvable?: { smallestDrop: number };
  judgedFrom: string;
  notes: string[];
}

/** The answer in plain words: a paragraph a drop. */
export function detectText(report: DetectReport, timeZone: string): string {
  const found = report.drops.length;
  const head = found === 0 ? 'No drops found.' : `${found} drop${found === 1 ? '' : 's'} found (times in ${timeZone}).`;
  const drops = report.drops.flatMap((drop) => ['', ...dropText(drop, timeZone)]);
  return [head, ...drops, '', ...report.notes.map((note) => `- ${note}`)].join('\n');
}

function dropText(drop: DetectReport['drops'][number], timeZone: string): string[] {
  const after = Math.round((Date.parse(drop.detectedAt) - Date.parse(drop.from)) / minute);
  const length = drop.to === null ? null : Math.round((Date.parse(drop.to) - Date.parse(drop.from)) / minute);
  const until = drop.to === null ? 'and lasts' : `to ${momentText(drop.to, timeZone)} (${length} minutes)`;
  const share = drop.impactShare ? `${shareText(drop.impactShare.value)} missing: ` : '';
  return [
    `${drop.class}  ${momentText(drop.from, timeZone)} ${until}, detected after ${after} minute${after === 1 ? '' : 's'}`,
    `    ${share}expected ${countText(drop.expected.value)} (${rangeText(drop.expected)}), came ${countText(drop.actual)}`,
  ];
}
