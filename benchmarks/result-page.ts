/** What a run of the benchmarks found, and how it is written down: pure, so that a test can hold the documents against the figures. */
import { machineText } from './machine.ts';
import { programs } from './programs.ts';
import { type Result, type ResultRow, shown } from './result.ts';

/** A file of benchmarks/results. */
export interface Run {
  /** RFC 3339, when the newest of the results began. */
  date: string;
  results: (Result & {
    /** The commit it ran at, with `, changed` where files were not as committed. */
    commit: string;
  })[];
  /** Programs that gave no result, and why. */
  missing: { name: string; why: string }[];
}

/** The whole run for reading. */
export function runPage(run: Run): string {
  const title = `# Benchmarks of ${run.date.slice(0, 10)}\n\nWritten by \`npm run benchmark\`. [What each figure means](../../docs/performance.md).`;
  const missing = run.missing.map(({ name, why }) => `- ${name}: no result, ${why}`).join('\n');
  const parts = run.results.map((result) => {
    const { name, date, machine, rows, notes, commit } = result;
    const head = `## ${asksOf(name)}\n\n\`node benchmarks/${name}.ts\`, ${date}, at ${commit}. ${machineText(machine)}.`;
    const notesText = notes.map((note) => `- ${oneLine(note)}`).join('\n');
    return [head, tableOf(rows), notesText].filter((part) => part !== '').join('\n\n');
  });
  return `${[title, missing, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The rows that had a goal. */
export function goalsTable({ results, missing }: Run): string {
  const rows = results.flatMap(({ rows }) => rows).filter(({ goal }) => goal !== null);
  const without = missing.map(({ name, why }) => `\n\nNo result of \`${name}\`: ${why}.`).join('');
  return tableOf(rows) + without;
}

/** Every figure under what it answers, when and at which commit, without notes. */
export const allTables = ({ results }: Run): string =>
  results
    .map(({ name, date, commit, machine, rows }) => {
      const when = `${date.slice(0, 10)}, commit ${commit}, load before ${shown(machine.loadBefore)}.`;
      return `### ${asksOf(name)}\n\n${when}\n\n${tableOf(rows)}`;
    })
    .join('\n\n');

/** Of each program what the newest run that had it says, in the order of the list. Runs come oldest first. */
export function newestOf(runs: readonly Run[]): Run {
  const found = new Map<string, { result?: Run['results'][number]; missing?: Run['missing'][number] }>();
  for (const { results, missing } of runs) {
    for (const result of results) found.set(result.name, { result });
    // an older result stands until there is a newer one, beside why there was none
    for (const one of missing) found.set(one.name, { ...found.get(one.name), missing: one });
  }
  const listed = programs.flatMap(({ name }) => found.get(name) ?? []);
  return {
    date: runs.at(-1)?.date ?? '',
    results: listed.flatMap(({ result }) => result ?? []),
    missing: listed.flatMap(({ missing }) => missing ?? []),
  };
}

/** Rows in which the reference is better. */
export const lostTable = ({ results }: Run): string =>
  tableOf(results.flatMap(({ rows }) => rows).filter(({ ratio }) => ratio !== null && ratio < 1));

/** Which machine, when and at which commit, in a sentence for each that differs. */
export function machineLines({ results }: Run): string {
  const lines = results.map(({ machine, commit, date }) => {
    const { disk, loadBefore, ...same } = machine;
    const text = machineText({ ...same, disk: { ...disk, syncsPerSecond: 0 }, loadBefore: 0 }).split(';')[0]!;
    return `${date.slice(0, 10)}, commit ${commit}: ${text}.`;
  });
  const loads = results.map(({ machine }) => machine.loadBefore);
  const syncs = results.map(({ machine }) => machine.disk.syncsPerSecond);
  const range = (all: number[]) => `${shown(Math.min(...all))} to ${shown(Math.max(...all))}`;
  if (results.length === 0) return 'Nothing was measured.';
  return `${[...new Set(lines)].join('\n')}\nBefore each program the machine had a load of ${range(loads)} and made ${range(syncs)} durable writes of 4 KiB a second.`;
}

/** The text with each part between `<!-- NAME: … -->` and `<!-- end -->` filled anew. Throws where a part has no place in it. */
export function filledPage(text: string, run: Run): string {
  const parts = { machine: machineLines(run), goals: goalsTable(run), lost: lostTable(run), all: allTables(run) };
  return Object.entries(parts).reduce((page, [name, part]) => {
    const place = new RegExp(`(<!-- ${name}: [^>]*-->\\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(page)) throw new Error(`the page has no place for "${name}"`);
    return page.replace(place, (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`);
  }, text);
}

const asksOf = (name: string): string => programs.find((program) => program.name === name)?.asks ?? name;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');

function tableOf(rows: readonly ResultRow[]): string {
  if (rows.length === 0) return 'None.';
  const lines = rows.map((row) => {
    const { what, unit, figure, low, high, reference, ratio, goal, met } = row;
    const own = figure === null ? 'not measured' : `${spread(figure, low, high)} ${unit}`;
    const theirs =
      reference === null ? '' : `${reference.what}: ${spread(reference.figure, reference.low, reference.high)}`;
    const reached = met === null ? 'not measured' : met ? 'met' : '**missed**';
    return [what, own, theirs, ratio === null ? '' : `${shown(ratio)} ×`, goal === null ? '' : `${goal}: ${reached}`];
  });
  const table = [['what', 'Waga: median (least – most)', 'reference', 'better by', 'goal'], ...lines].map(
    (line) => `| ${line.map(cell).join(' | ')} |`,
  );
  return [table[0], '|---|---|---|---|---|', ...table.slice(1)].join('\n');
}

function spread(figure: number, low: number | null, high: number | null): string {
  return low === null || high === null || low === high
    ? shown(figure)
    : `${shown(figure)} (${shown(low)} – ${shown(high)})`;
}
