import { strToU8, zipSync } from 'fflate';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { csvRow } from '../access/csv-text.ts';
import { canonicalJson, contentOf } from '../catalog/difference.ts';
import type { Document } from '../catalog/document.ts';
import { subjectText } from '../outages/outage-subject.ts';
import type { TrailLine } from '../outages/trail.ts';
import type { CountedRow } from './counted-rows.ts';
import { countingOf, rowsBy } from './counted-subject.ts';
import { rulesOf, usualRules } from './counting-rules.ts';
import { reportJson } from './formats/json.ts';
import type { Report } from './report-contract.ts';
import type { ReportFacts } from './report-facts.ts';

export interface Evidence {
  report: Report;
  /** What it is made of now; with a report that was frozen, what it would be made of now. */
  facts: ReportFacts;
  /** Of the trail: every line about the outages in it, in order. */
  lines: readonly TrailLine[];
  /** Without the documents that hold amounts that are not shown. */
  documents: readonly Pick<Document, 'apiVersion' | 'kind' | 'metadata' | 'spec'>[];
}

/** The files of an evidence pack by name. */
export function evidenceFiles(evidence: Evidence): Record<string, string> {
  const { report, lines, documents } = evidence;
  return {
    'README.txt': readme(evidence),
    'report.json': reportJson(report),
    'ledger.csv': ledgerOf(evidence),
    'trail.ndjson': lines.map((line) => `${canonicalJson(line)}\n`).join(''),
    'head.json': `${JSON.stringify(report.head)}\n`,
    'policy.json': `${JSON.stringify({ policy: report.policy, rules: report.rules }, null, 2)}\n`,
    'catalog.json': `${JSON.stringify(documents, null, 2)}\n`,
  };
}

/** The same as one file. Equal evidence makes an equal file: its times are those of the report. */
export function evidenceZip(evidence: Evidence): Uint8Array {
  const files = Object.entries(evidenceFiles(evidence)).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { mtime: Date.parse(evidence.report.madeAt), level: 6 });
}

const columns = [
  'subject',
  'from',
  'to',
  'detectedFrom',
  'detectedTo',
  'kind',
  'fault',
  'share',
  'excluded',
  'id',
  'cause',
];

/** The rows as they were counted, rules of the agreement included, as `waga analyze availability` reads them. */
function ledgerOf({ facts }: Evidence): string {
  const counting = countingOf(facts, facts.agreement === null ? usualRules : rulesOf(facts.agreement.spec));
  const lines = facts.subjects.flatMap(({ subject, outages, unmeasured }) => {
    const { rows } = rowsBy(counting, outages, unmeasured);
    if (rows.length === 0) return csvRow(cells(subjectText(subject), nothingAt(facts.counted.from)));
    return rows.map((row) => csvRow(cells(subjectText(subject), row)));
  });
  return [csvRow(columns), ...lines].join('');
}

/** A row that counts nowhere, so that a subject without an outage stands in the ledger too. */
const nothingAt = (at: EpochMs): CountedRow => ({
  ...{ from: at, to: at, detectedFrom: at, detectedTo: at, kind: 'unplanned', fault: 'own' },
  ...{ share: '1', excluded: false, outage: null },
});

function cells(subject: string, { outage, ...row }: CountedRow): string[] {
  const times = [row.from, row.to, row.detectedFrom, row.detectedTo].map(toRfc3339);
  return [
    subject,
    ...times,
    row.kind,
    row.fault,
    row.share,
    String(row.excluded),
    outage?.id ?? '',
    outage?.cause ?? '',
  ];
}

function readme({ report, facts }: Evidence): string {
  const { scope, period, version, head, policy } = report;
  const { planned, unknown, partial, minimumSeconds } = policy;
  const to = toRfc3339(Math.min(facts.counted.to, facts.now));
  const options = [
    `--from ${period.from} --to ${to}`,
    `--planned ${planned} --unknown ${unknown} --partial ${partial}`,
    ...(minimumSeconds > 0 ? [`--minimum ${minimumSeconds}s`] : []),
  ].join(' ');
  const subjects = report.subjects.map(
    ({ subject }) =>
      `  waga analyze availability --ledger ledger.csv --subject ${subjectText(subject)} ${options} --json`,
  );
  return `Evidence of the report on ${scope.displayName || scope.name}, ${period.name} (${period.timeZone}), version ${version}

Made ${report.madeAt}. The ledger then stood at line ${head.line}, hash ${head.hash}.

report.json    the report, as it was ${period.state === 'closed' ? 'frozen' : 'made'}
ledger.csv     every outage as it was counted, and the time that nobody measured
trail.ndjson   every change of these outages, a line each, with its number and hash in the trail of the ledger
head.json      where the trail stood
policy.json    how it was counted, and every rule that changed a figure
catalog.json   the documents of the catalogue that held then

To recompute the figures without the server, with the program alone:

${subjects.join('\n')}

"raw", "adjusted", "ownOnly", "vendorOnly", "bothOnly" and the seconds come out as in report.json under subjects, time.

To check a line of the trail: its hash is SHA-256, in hexadecimal digits, of the hash of the line before ("previous"), a line feed, and
the line as JSON with sorted keys: at, by, content, kind, line, reason, subject, what.

To check that the ledger goes on from here, on the machine of the server:

  waga doctor --head ${head.hash}
`;
}

/** A document as it stands in the pack. */
export const packed = (document: Document): Pick<Document, 'apiVersion' | 'kind' | 'metadata' | 'spec'> =>
  contentOf(document);
