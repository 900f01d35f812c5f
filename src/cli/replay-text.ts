import type { ReplayAnswer } from '../features/balance/replay-contract.ts';

type Call = ReplayAnswer['gone'][number];
const mostShown = 20;

/** A finished replay as it is printed: both sides, what would be lost, and each call that is another. */
export function replayText(answer: ReplayAnswer): string {
  const { before, after, from, to, drops, lost, gone, added, moved, notes } = answer;
  const rows = [
    ['', 'before', 'after'],
    ...(['incidents', 'pages', 'pagesByNight', 'noise', 'tickets'] as const).map((key) => [
      names[key],
      String(before?.[key] ?? '–'),
      String(after?.[key] ?? '–'),
    ]),
  ];
  const told = drops.filter((drop) => drop.before !== null);
  return [
    `Replay of ${from} to ${to}`,
    ...answer.changes.map((change) => `  ${change}`),
    '',
    ...table(rows),
    '',
    ...lossLines(answer),
    lost.length === 0
      ? `None of the ${told.length} P1 and P2 that were told of would be lost (${drops.length} in all).`
      : `${lost.length} of the ${told.length} P1 and P2 that were told of would be LOST: nobody would hear of them.`,
    ...listed('gone', gone, callLine),
    ...listed('added', added, callLine),
    ...listed('moved', moved, (one) => `${callLine(one.before)}\n      → ${callLine(one.after)}`),
    ...(notes.length === 0 ? [] : ['', ...notes.map((one) => `note: ${one}`)]),
  ].join('\n');
}

const names = {
  incidents: 'incidents',
  pages: 'pages',
  pagesByNight: 'pages by night',
  noise: 'pages without a P1 or P2',
  tickets: 'tickets',
};

function lossLines({ drops, lost }: ReplayAnswer): string[] {
  if (drops.length === 0) return ['There was no P1 or P2 in this time.'];
  const rows = drops.map((drop) => [
    lost.includes(drop.id) ? 'LOST' : '',
    drop.class,
    drop.process,
    drop.from,
    told(drop.before),
    told(drop.after),
    drop.money?.text ? `${drop.money.text.value} ${drop.money.unit.slice(0, 3)}` : '',
  ]);
  return [...table([['', 'class', 'process', 'from', 'told before', 'told after', 'lost money'], ...rows]), ''];
}

const told = (minutes: number | null): string => (minutes === null ? 'never' : `${minutes} min`);

const callLine = ({ at, way, name, process, component, says }: Call): string =>
  `${at}  ${way} ${name} of ${component ?? process ?? '?'}: ${says}`;

function listed<One>(title: string, all: readonly One[], line: (one: One) => string): string[] {
  if (all.length === 0) return [];
  const more = all.length > mostShown ? [`    and ${all.length - mostShown} more; --json prints them all`] : [];
  return ['', `${title} (${all.length})`, ...all.slice(0, mostShown).map((one) => `    ${line(one)}`), ...more];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
