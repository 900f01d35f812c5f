import { moneyText } from '../../maths/money.ts';
import { subjectText } from '../outages/outage-subject.ts';
import { percentDigits } from './formats/percent.ts';
import { moneyDifference } from './hide-money.ts';
import type { Report } from './report-contract.ts';

/** A change of the ledger since a report was frozen, in words. */
export interface LedgerChange {
  /** Of the outage. */
  subject: string;
  words: string;
}

type Difference = Report['differences'][number];

/** A figure as it is compared, and to whom it belongs; `subject` null: to the report as a whole. */
interface Figure {
  text: string;
  subject: string | null;
}

/**
 * The figures of a report that are not what they were, each with the changes of the ledger that made it so: those of its subject, or
 * all of them where it is of the whole report. Empty where every figure is the same.
 */
export function differencesBetween(before: Report, after: Report, changes: readonly LedgerChange[]): Difference[] {
  const [old, now] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [from, to] = [old.get(what), now.get(what)];
    if (from?.text === to?.text) return [];
    const subject = (to ?? from)!.subject;
    const why = changes.filter((change) => subject === null || change.subject === subject).map(({ words }) => words);
    const told = why.length > 0 ? why : changes.map(({ words }) => words);
    return [{ what, from: from?.text ?? 'not there', to: to?.text ?? 'not there', why: [...new Set(told)].join(' ') }];
  });
}

type Fraction = { numerator: number; denominator: number };

/** Every figure that people hold somebody to, by what it is called. */
function figuresOf(report: Report): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const { subject, displayName: name, time, money, customersLost, outages } of report.subjects) {
    const key = subjectText(subject);
    const put = (what: string, text: string) => figures.set(`${what} of ${name}`, { text, subject: key });
    put('Raw availability', percent(time.raw));
    put('Adjusted availability', range(time.adjusted));
    put('Own availability', percent(time.ownOnly));
    put('Vendor availability', percent(time.vendorOnly));
    put('Down-time', `${time.downSeconds} s`);
    put('Left out', `${time.excludedSeconds} s`);
    put('Unmeasured time', `${time.unmeasuredSeconds} s`);
    put('Outages', String(outages.filter(({ kind }) => kind !== 'false-positive').length));
    put('Customers lost', customersLost === null ? 'unknown' : String(customersLost));
    figures.set(`${moneyDifference}net loss of ${name}`, { text: money?.text?.value ?? 'unknown', subject: key });
  }
  for (const { displayName, subject, low, high, state } of report.promises) {
    const text = low === null || high === null ? state : `${state} at ${range({ low, high })}`;
    figures.set(`Promise ${displayName} for ${subject.name}`, { text, subject: subjectText(subject) });
  }
  if (report.credits !== null) {
    const { owedMinor, currency } = report.credits;
    const amount = (minor: number) => `${moneyText(minor, currency)} ${currency}`;
    const { low, high } = owedMinor;
    const text = low === high ? amount(low) : `${amount(low)} to ${amount(high)}`;
    figures.set(`${moneyDifference}credits owed`, { text, subject: null });
  }
  if (report.together !== null) {
    figures.set('Adjusted availability of all together', { text: range(report.together.adjusted), subject: null });
  }
  return figures;
}

/** Exact, with the percent that people know it by. */
const percent = ({ numerator, denominator }: Fraction): string =>
  `${percentDigits({ numerator, denominator })} % (${numerator}/${denominator})`;

const range = ({ low, high }: { low: Fraction; high: Fraction }): string =>
  percent(low) === percent(high) ? percent(low) : `${percent(low)} to ${percent(high)}`;
