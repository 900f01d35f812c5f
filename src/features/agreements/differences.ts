import { moneyText } from '../../maths/money.ts';
import { subjectText } from '../outages/outage-subject.ts';
import { percentDigits } from './formats/percent.ts';
import { moneyDifference } from './hide-money.ts';
import type { Report } from './report-contract.ts';

/** A change of the ledger since a report was frozen, or of what was booked, in words. */
export interface ReportChange {
  /** Of the outage; of what was booked as `bookedOf`. */
  subject: string;
  words: string;
}

/** Whose booked revenue a figure or a change is of. */
export const bookedOf = (product: string): string => `booked:${product}`;

type Difference = Report['differences'][number];

/** A figure as it is compared, and to whom it belongs; `subject` null: to the report as a whole. */
interface Figure {
  text: string;
  subject: string | null;
}

/**
 * The figures of a report that are not what they were, each with the changes that made it so: those of its subject, or all of the
 * ledger where it is of the whole report. Empty where every figure is the same.
 */
export function differencesBetween(before: Report, after: Report, changes: readonly ReportChange[]): Difference[] {
  const [old, now] = [figuresOf(before), figuresOf(after)];
  const ofLedger = changes.filter(({ subject }) => !subject.startsWith(bookedOf('')));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [from, to] = [old.get(what), now.get(what)];
    if (from?.text === to?.text) return [];
    const subject = (to ?? from)!.subject;
    const own = subject === null ? [] : changes.filter((change) => change.subject === subject);
    const causes = own.length > 0 ? own : ofLedger;
    const told = causes.length > 0 ? causes.map(({ words }) => words) : [countedAgain];
    return [{ what, from: from?.text ?? 'not there', to: to?.text ?? 'not there', why: [...new Set(told)].join(' ') }];
  });
}

/** Of a figure that no change on record explains. */
const countedAgain = 'It was counted again from what came late.';

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
  for (const { product, currency, bookedMinor } of report.reconciliation) {
    if (product === undefined) continue;
    const text = `${moneyText(bookedMinor, currency)} ${currency}`;
    figures.set(`${moneyDifference}booked revenue of ${product} in ${currency}`, { text, subject: bookedOf(product) });
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
