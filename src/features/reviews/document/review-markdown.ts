import { estimateText } from '../estimate-text.ts';
import { markdownLink, markdownList, markdownParagraphs, markdownTable, markdownText } from '../markdown-text.ts';
import type { Review } from '../review-contract.ts';

/** A review as Markdown: everything that it shows, so money only where it holds any. `origin` is where Waga is reached, without a slash at the end. */
export function reviewMarkdown(review: Review, origin: string): string {
  const { text, facts, state, finalBy, finalAt, editedBy, editedAt } = review;
  const stands = {
    none: 'Drafted by Waga from the log; nobody has written yet.',
    draft: `Draft, last written by ${editedBy} at ${editedAt}.`,
    final: `Final, declared whole by ${finalBy} at ${finalAt}.`,
  };
  const parts = [
    `# ${markdownText(text.title)}`,
    `*${markdownText(stands[state])}* ${markdownLink(`Incident ${review.incident}`, `${origin}/incidents/${encodeURIComponent(review.incident)}`)}`,
    '## Summary',
    markdownParagraphs(text.summary) || '–',
    '## Impact',
    markdownTable(['', ''], impactRows(review)),
    '## Timeline',
    markdownTable(
      ['at (UTC)', 'what', 'by'],
      facts.timeline.map(({ at, says, by }) => [timeText(at), markdownText(says), markdownText(by ?? 'Waga')]),
    ),
    '## Changes near it',
    markdownTable(
      ['at (UTC)', 'kind', 'what', 'component'],
      facts.changes.map(({ at, kind, title, component, url }) => [
        timeText(at),
        markdownText(kind),
        url === null ? markdownText(title) : markdownLink(title, url),
        markdownText(component ?? ''),
      ]),
    ),
    '## Causes',
    markdownList(text.causes.map(markdownText)),
    '## What helped',
    markdownList(text.helped.map(markdownText)),
    '## What hindered',
    markdownList(text.hindered.map(markdownText)),
    '## Actions',
    markdownTable(
      ['', 'what', 'who', 'due', 'done'],
      text.actions.map(({ what, owner, due, doneAt }, index) => [
        `${index + 1}`,
        markdownText(what),
        markdownText(owner),
        due,
        doneAt === null ? '' : timeText(doneAt),
      ]),
      markdownText(text.noActions ?? '') || '–',
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

const timeText = (at: string): string => at.slice(0, 16).replace('T', ' ');

function impactRows({ processName, facts, moneyHidden }: Review): string[][] {
  const { minutesUntil, onset, endedAt, minutes } = facts;
  const minutesOf = (count: number | null) => (count === null ? 'never' : `${count} min`);
  const rows: [string, string | null][] = [
    ['What', processName],
    ['From', timeText(onset)],
    ['To', endedAt === null ? 'it lasts' : `${timeText(endedAt)} (${minutes} min)`],
    ['Class', facts.class],
    ['Level', facts.level],
    ['Worst share missing', facts.share && estimateText(facts.share)],
    ['Lost', facts.lost && estimateText(facts.lost)],
    ['Gross loss', facts.gross && estimateText(facts.gross)],
    ['Recovered', facts.recovered && estimateText(facts.recovered)],
    ['Net loss', facts.net && estimateText(facts.net)],
    ['Money', moneyHidden ? 'not shown to you' : null],
    ['Customers lost', facts.customers === null ? null : `${facts.customers}`],
    ['Probable root', facts.root && `${facts.root.name}: ${facts.root.why} (a guess)`],
    ['Fault', facts.fault],
    ['Until seen', minutesOf(minutesUntil.detected)],
    ['Until somebody was called', minutesOf(minutesUntil.called)],
    ['Until somebody had it', minutesOf(minutesUntil.acknowledged)],
    ['Until mitigated', minutesOf(minutesUntil.mitigated)],
  ];
  return rows.flatMap(([label, said]) => (said === null ? [] : [[label, markdownText(said)]]));
}
