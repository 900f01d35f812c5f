import { type EpochMs, type Interval, toRfc3339 } from '../../maths/instants.ts';
import { csvRow } from '../access/csv-text.ts';
import type { LedgerRow } from './availability.ts';
import { type RowsOptions, rowOf, rowsOf } from './ledger-rows.ts';
import type { Outage } from './outage.ts';
import { subjectText } from './outage-subject.ts';

const columns = [
  ...['subject', 'from', 'to', 'detectedFrom', 'detectedTo', 'kind', 'fault', 'share', 'excluded'],
  ...['id', 'state', 'cause'],
];

/**
 * A ledger as CSV, as `waga analyze availability` reads it: outages in the order given, then time that nobody measured, by
 * subject. Removed outages are left out. Cells that a spreadsheet would run are made plain.
 */
export function ledgerCsv(
  outages: readonly Outage[],
  unmeasured: ReadonlyMap<string, readonly Interval[]>,
  options: RowsOptions,
): string {
  const lines = outages.flatMap((outage) => {
    const row = rowOf(outage, options);
    const { id, state, cause } = outage;
    return row === null ? [] : [csvRow([...cells(subjectText(outage.subject), row), id, state, cause])];
  });
  for (const [subject, gaps] of unmeasured) {
    lines.push(...rowsOf([], gaps, options).map((row) => csvRow([...cells(subject, row), '', '', ''])));
  }
  return [csvRow(columns), ...lines].join('');
}

const cells = (subject: string, row: LedgerRow): string[] => {
  const { from, to, detectedFrom, detectedTo, kind, fault, share, excluded } = row;
  const times = [from, to, detectedFrom, detectedTo].map((at: EpochMs) => toRfc3339(at));
  return [subject, ...times, kind, fault, share, String(excluded)];
};
