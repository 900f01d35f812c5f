import type { CountingPolicy } from '../../../outages/availability.ts';
import type { Report } from '../../report-contract.ts';
import type { Block, Section, Table } from '../document.ts';
import { column, count, said, text } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import type { Telling } from './telling.ts';

/** The rules that the figures were made by, in words. */
export function rulesSection({ report, words, reading }: Telling): Section {
  const { rules: say } = words;
  const blocks: Block[] = [{ kind: 'list', id: 'policy', items: policyWords(report.policy, words).map(text) }];
  if (report.rules.length > 0) {
    blocks.push({ kind: 'subheading', text: say.further });
    blocks.push({ kind: 'list', id: 'rules', items: report.rules.map((rule) => said(rule, reading.language)) });
  }
  return { id: 'rules', title: words.sections.rules, blocks };
}

function policyWords({ planned, unknown, partial, minimumSeconds }: CountingPolicy, { rules: say }: Words): string[] {
  return [
    planned === 'down' ? say.planned.down : `${say.planned[planned]} ${say.unplannedInside}`,
    say.unknown[unknown],
    say.partial[partial],
    minimumSeconds > 0 ? say.minimum(minimumSeconds) : say.noMinimum,
    say.together,
    say.rounding,
  ];
}

/** What another version of this report said otherwise. */
export function differencesSection({ report, words, reading }: Telling): Section {
  const { differences: say } = words;
  const title = words.sections.differences;
  if (report.differences.length === 0) {
    const why = report.version === 1 ? say.first : say.none;
    return { id: 'differences', title, blocks: [{ kind: 'paragraph', text: why }] };
  }
  const table: Table = {
    kind: 'table',
    id: 'differences',
    caption: say.caption,
    columns: [
      column('what', say.what, 'text', 24),
      column('from', say.from, 'text', 22),
      column('to', say.to, 'text', 22),
      column('why', say.why, 'text', 32),
    ],
    rows: report.differences.map(({ what, from, to, why }) =>
      [what, from, to, why].map((one) => said(one, reading.language)),
    ),
  };
  return { id: 'differences', title, blocks: [table] };
}

/** What an auditor needs: where the trail of the ledger stood, and how to come to the same figures. */
export function proofSection({ report, words, reading }: Telling): Section {
  const { proof: say } = words;
  const { head, catalogVersion, notes } = report;
  const blocks: Block[] = [
    {
      kind: 'facts',
      id: 'head',
      facts: [
        { key: 'line', label: say.line, value: count(head.line) },
        { key: 'hash', label: say.hash, value: text(head.hash) },
        { key: 'catalogVersion', label: say.catalogVersion, value: count(catalogVersion) },
      ],
    },
    { kind: 'subheading', text: say.howTo },
    { kind: 'paragraph', text: say.doctor },
    { kind: 'command', text: `waga doctor --head ${head.hash}` },
    { kind: 'paragraph', text: say.recompute },
    { kind: 'command', text: recomputing(report) },
  ];
  if (notes.length > 0) {
    blocks.push({ kind: 'subheading', text: say.notes });
    blocks.push({ kind: 'list', id: 'notes', items: notes.map((note) => said(note, reading.language)) });
  }
  return { id: 'proof', title: words.sections.proof, blocks };
}

/** Of the first subject; the others are named in the README of the evidence pack. A running period is counted until it was made. */
function recomputing({ period, policy, madeAt, subjects }: Report): string {
  const { planned, unknown, partial, minimumSeconds } = policy;
  const first = subjects[0]?.subject;
  return [
    'waga analyze availability --ledger ledger.csv',
    ...(first ? [`--subject ${first.kind}:${first.name}`] : []),
    `--from ${period.from} --to ${period.state === 'running' ? madeAt : period.to}`,
    `--planned ${planned} --unknown ${unknown} --partial ${partial}`,
    ...(minimumSeconds > 0 ? [`--minimum ${minimumSeconds}s`] : []),
  ].join(' ');
}
