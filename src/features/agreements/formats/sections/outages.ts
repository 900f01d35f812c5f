import type { OutageRow } from '../../../outages/outage-contract.ts';
import type { Section, Value } from '../document.ts';
import { showValue } from '../show-value.ts';
import { column, count, estimated, instant, none, seconds, shareOf, text, written } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { gapWords } from './gap-notes.ts';
import type { Telling } from './telling.ts';

/** Every outage with its cause and what was corrected; what pages tell in a sentence, data formats have in columns. */
export function outagesSection(telling: Telling): Section {
  const { report, words } = telling;
  const { outages: say } = words;
  // One outage may stand under more than one subject of the report.
  const rows = [...new Map(report.subjects.flatMap((one) => one.outages.map((row) => [row.id, row]))).values()];
  rows.sort((a, b) => Date.parse(a.ends.from) - Date.parse(b.ends.from) || (a.id < b.id ? -1 : 1));
  const title = words.sections.outages;
  if (rows.length === 0) return { id: 'outages', title, blocks: [{ kind: 'paragraph', text: say.none }] };
  const money = !report.moneyHidden;
  const data = { only: 'data' } as const;
  return {
    id: 'outages',
    title,
    blocks: [
      {
        kind: 'table',
        id: 'outages',
        caption: say.caption,
        columns: [
          column('subject', say.subject, 'text', 15),
          column('id', say.id, 'text', 0, data),
          column('from', say.from, 'instant', 12),
          column('to', say.to, 'instant', 12),
          column('length', say.length, 'seconds', 10),
          column('kind', say.kind, 'text', 12),
          column('fault', say.fault, 'text', 11),
          column('vendor', say.vendor, 'text', 0, data),
          column('share', say.share, 'percent', 0, data),
          column('leftOut', say.leftOut, 'text', 0, data),
          column('detectedFrom', say.detectedFrom, 'instant', 0, data),
          column('detectedTo', say.detectedTo, 'instant', 0, data),
          column('endsBy', say.endsBy, 'text', 0, data),
          column('state', say.state, 'text', 0, data),
          column('causeKind', say.causeKind, 'text', 0, data),
          column('cause', say.cause, 'text', 0, data),
          column('summary', say.summary, 'text', 0, data),
          column('overdue', say.overdue, 'text', 0, data),
          column('customers', say.customers, 'count', 0, data),
          column('story', say.story, 'text', 28, { only: 'page', below: true }),
          ...(money ? [column('money', say.money, 'money', 14, { ranged: true })] : []),
        ],
        rowKeys: rows.map(({ id }) => id),
        rows: rows.map((row) => [...outageCells(row, telling), ...(money ? [netLoss(row, words)] : [])]),
        ...(money ? { note: gapWords(telling).join(' ') } : {}),
      },
    ],
  };
}

function outageCells(row: OutageRow, telling: Telling): Value[] {
  const { words } = telling;
  const { outages: say } = words;
  const end = (at: string | null): Value => (at === null ? none(say.lasts) : instant(at));
  const or = (words: string | null): Value => (words === null || words === '' ? none() : written(words));
  return [
    written(row.subjectName || row.subject.name),
    written(row.id),
    instant(row.ends.from),
    end(row.ends.to),
    row.ends.to === null ? none(say.lasts) : seconds((Date.parse(row.ends.to) - Date.parse(row.ends.from)) / 1_000),
    text(say.kinds[row.kind]),
    text(say.faults[row.fault]),
    or(row.vendor),
    shareOf(row.share),
    text(leftOut(row, words)),
    instant(row.detected.from),
    end(row.detected.to),
    text(say.ends[row.endsBy]),
    text(say.states[row.state]),
    or(row.causeKind),
    or(row.cause),
    or(row.summary),
    text(row.overdue ? say.yes : say.no),
    row.loss?.customers == null ? none() : count(row.loss.customers),
    written(story(row, telling)),
  ];
}

const netLoss = ({ loss }: OutageRow, { totals }: Words): Value => estimated(loss?.net ?? null, totals.unknown);

function leftOut({ excluded }: OutageRow, { outages: { out } }: Words): string {
  if (excluded.fromProcess && excluded.fromGlobal) return out.both;
  if (excluded.fromProcess) return out.process;
  return excluded.fromGlobal ? out.global : out.none;
}

/** Cause, share, vendor and correction, as sentences. */
function story(row: OutageRow, { words, reading }: Telling): string {
  const { outages: say } = words;
  const shown = (at: string | null): string => (at === null ? say.lasts : showValue(instant(at), reading));
  const excluded = row.excluded.fromProcess || row.excluded.fromGlobal;
  const cause = row.cause || say.noCause;
  return [
    row.causeKind === null ? cause : `${cause} (${row.causeKind})`,
    ...(row.summary === '' ? [] : [row.summary]),
    ...(row.vendor === null ? [] : [`${say.vendor}: ${row.vendor}.`]),
    ...(row.share === '1' ? [] : [`${say.share}: ${showValue(shareOf(row.share), reading)}.`]),
    ...(row.endsBy === 'detected'
      ? []
      : [say.seen(shown(row.detected.from), shown(row.detected.to), say.ends[row.endsBy])]),
    ...(excluded ? [say.leftOutOf(leftOut(row, words))] : []),
    ...(row.proposal === null ? [] : [say.waiting]),
    ...(row.overdue ? [`${say.overdue}.`] : []),
  ].join('\n');
}
