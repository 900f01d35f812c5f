import type {
  CountedShare,
  Report,
  SubjectReport,
  VendorCard,
} from '../../../src/features/agreements/report-contract.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { moneyText } from '../../../src/maths/money.ts';
import { isSame } from '../agreements/promise-words.ts';
import { amountText } from '../design/format/amounts.ts';
import { divisionText, secondsText } from '../design/format/fractions.ts';
import { countText, grouped, plural } from '../design/format/numbers.ts';
import { outagePath } from '../ledger/subject-text.ts';

type Line = Breakdown['lines'][number];
const line = (label: string, value: string, note = '', href?: string): Line => ({
  ...{ label, value, note },
  ...(href === undefined ? {} : { href }),
});
/** So many outages or subjects are listed where a figure is opened; the page has all. */
const mostListed = 12;

/** Whole numbers of what is counted; amounts of money in their currency. */
export function wholeText(number: string, unit: string): string {
  const currency = /^([A-Z]{3})-minor$/.exec(unit)?.[1];
  if (currency === undefined) return `${grouped(number)} ${unit}`;
  const minor = Number(number);
  return Number.isSafeInteger(minor)
    ? `${grouped(moneyText(minor, currency))} ${currency}`
    : `${grouped(number)} minor units of ${currency}`;
}

/** An availability by requests, users or value. */
export function shareMade({ low, high, part, whole, unit, basis }: CountedShare, word: string): Breakdown {
  const bounds = isSame(low, high)
    ? [line('Exactly', divisionText(low), `${low.text}, cut at six places`)]
    : [
        line('At least', divisionText(low), `${low.text}: as if all was bad while nobody measured`),
        line('At most', divisionText(high), `${high.text}: as if all was good while nobody measured`),
      ];
  return {
    title: word,
    formula: basis,
    lines: [line('Good', wholeText(part, unit)), line('Of all', wholeText(whole, unit)), ...bounds],
  };
}

/** A sum over outages, each leading to its entry in the ledger. */
export function outageLines({ outages }: Pick<SubjectReport, 'outages'>): Line[] {
  const shown = outages.slice(0, mostListed).map((outage) => {
    const money = outage.loss?.net ?? outage.loss?.gross ?? null;
    const customers = outage.loss?.customers ?? null;
    return line(
      `${outage.subjectName}, ${outage.ends.from}`,
      money === null ? 'no money known' : amountText(money).value,
      customers === null ? outage.cause : `${plural(customers, 'customer')} lost. ${outage.cause}`,
      outagePath(outage.id),
    );
  });
  const more = outages.length - shown.length;
  return more > 0 ? [...shown, line('and', plural(more, 'more outage'), 'listed on this page')] : shown;
}

/** What a sum over the subjects of a report is made of. */
export function perSubjectMade(
  title: string,
  formula: string,
  { subjects }: Report,
  value: (subject: SubjectReport) => string | null,
): Breakdown {
  const known = subjects.flatMap((subject) => {
    const text = value(subject);
    return text === null ? [] : [line(subject.displayName, text, `${subject.subject.kind} ${subject.subject.name}`)];
  });
  const more = known.length - mostListed;
  return {
    title,
    formula,
    lines: [
      ...known.slice(0, mostListed),
      ...(more > 0 ? [line('and', countText(more), 'more subjects, listed on this page')] : []),
      ...(known.length === 0 ? [line('Nothing', 'is known', 'of any of them')] : []),
    ],
  };
}

/** What a vendor's down-time is made of. */
export const vendorMade = (card: VendorCard): Breakdown => ({
  title: card.displayName,
  formula:
    'down-time of outages that name the vendor, of all down-time of the report; a second with both counts for it too',
  lines: [
    line('Down', secondsText(card.downSeconds), plural(card.outages, 'outage')),
    line(
      'Of all down-time',
      card.shareOfDown === null ? 'there was none' : divisionText(card.shareOfDown),
      card.shareOfDown === null ? '' : `${card.shareOfDown.text}, cut at six places`,
    ),
    line('Planned windows kept', countText(card.plannedWindows.kept)),
    line('Planned windows overrun', countText(card.plannedWindows.overrun)),
  ],
});

/** Composite against measured: the words of the server, and both figures in full. */
export const compositeMade = ({
  expected,
  measured,
  gap,
  why,
}: NonNullable<SubjectReport['composite']>): Breakdown => ({
  title: 'Expected of its components',
  formula: why,
  lines: [
    line('Expected', String(expected), 'by the graph of components of the catalogue'),
    line('Measured', String(measured), 'by time, adjusted'),
    line('Gap', String(gap), 'measured − expected'),
  ],
});
