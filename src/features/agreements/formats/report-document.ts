import type { Report } from '../report-contract.ts';
import type { Language, ReportDocument } from './document.ts';
import { counting } from './sections/counting.ts';
import { outagesSection } from './sections/outages.ts';
import { differencesSection, proofSection, rulesSection } from './sections/proof.ts';
import { subjectsSection } from './sections/subjects.ts';
import { summary } from './sections/summary.ts';
import type { Telling } from './sections/telling.ts';
import { investSection, measuresSection, reconciliationSection, vendorsSection } from './sections/worth.ts';
import { type Reading, showValue } from './show-value.ts';
import { instant } from './values.ts';
import { wordsOf } from './words/report-words.ts';

/** In the order in which a reader asks: the verdict, how it came about, what it cost, and how to check it. */
const sections: readonly ((telling: Telling) => ReportDocument['sections'][number])[] = [
  summary,
  counting,
  subjectsSection,
  outagesSection,
  vendorsSection,
  investSection,
  measuresSection,
  reconciliationSection,
  rulesSection,
  differencesSection,
  proofSection,
];

/** A report in words and exact values, from which every format is made. */
export function reportDocument(report: Report, language: Language): ReportDocument {
  const words = wordsOf(language);
  const { scope, period, version } = report;
  const reading: Reading = { language, timeZone: period.timeZone };
  const name = scope.kind === 'organisation' ? words.wholeOrganisation : scope.displayName || scope.name;
  const made = showValue(instant(report.madeAt), reading);
  return {
    language,
    timeZone: period.timeZone,
    title: `${words.title[scope.kind]}: ${name}`,
    subtitle: `${period.name} · ${period.timeZone} · ${words.facts.version.toLowerCase()} ${version} · ${made}`,
    foot: words.foot(name, period.name, version),
    sections: sections.map((tell) => tell({ report, words, reading })),
  };
}
