import { decimalText } from '../shop/shop-event.ts';
import type { Column } from './business.ts';
import { labelNames } from './requests.ts';
import type { TechnicalRow } from './technical.ts';

const minuteMs = 60_000;

/** The lines of minutes [first, last) of the history that begins at `from`; a minute in which nothing came has no line. */
export function businessLines(columns: readonly Column[], from: number, first: number, last: number): string {
  const lines: string[] = [];
  for (let minute = first; minute < last; minute += 1) {
    const time = new Date(from + minute * minuteMs).toISOString();
    for (const { process, step, outcome, counts, minor } of columns) {
      const count = counts[minute]!;
      if (count === 0) continue;
      const money = minor[minute]! > 0 ? `${decimalText(minor[minute]!)},PLN` : ',';
      lines.push(`${time},${process},${step},${count},${money},${outcome}\n`);
    }
  }
  return lines.join('');
}

export const businessHeader = 'time,process,step,count,amount,currency,outcome\n';
export const technicalHeader = `time,metric,count,le,${labelNames.join(',')}\n`;

export function technicalLines(rows: readonly TechnicalRow[]): string {
  return rows
    .map(({ at, metric, count, le, labels }) => {
      const values = labelNames.map((name) => labels[name] ?? '');
      return `${new Date(at).toISOString()},${metric},${count},${le},${values.join(',')}\n`;
    })
    .join('');
}
