import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ProductError } from '../errors.ts';
import { type CalendarEvent, calendarEvents } from '../features/outages/maintenance/calendar-import.ts';
import { subjectOf } from '../features/outages/outage-subject.ts';
import { day, toRfc3339 } from '../maths/instants.ts';
import { bad } from './analyze/options.ts';
import { type ImportRow, importOutages, type OutageOptions, withOutageOptions } from './import-outages.ts';
import { counted } from './output.ts';

interface Options extends OutageOptions {
  subject: string[];
  timeZone?: string;
  days: string;
}

const example =
  'curl -s https://psp.example.com/maintenance.ics > psp.ics\n  waga import icalendar psp.ics --vendor psp --subject component:psp-card --dry-run';

/** `waga import icalendar FILE…`: the events of a calendar as planned outages of the ledger. */
export function icalendarCommand(): Command {
  const command = new Command('icalendar')
    .description('load a calendar of maintenance into the ledger as planned outages, its rules expanded')
    .argument('<file...>', 'calendars (iCalendar); - reads stdin')
    .requiredOption(
      '--subject <kind:name>',
      'what stands still, such as component:psp-card (may be given again)',
      collect,
      [],
    )
    .option('--time-zone <zone>', 'of times that name no zone, such as Europe/Warsaw')
    .option('--days <days>', 'so far ahead rules are followed', '366')
    .addHelpText('after', `\nExample:\n  ${example}`);
  return withOutageOptions(command).action(load);
}

async function load(files: readonly string[], options: Options): Promise<void> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 3_660) throw bad('--days', options.days, '1 to 3660 days');
  const subjects = options.subject.map(subjectOf);
  const now = Date.now();
  const texts = await Promise.all(files.map(textOf));
  // what is over by now was announced to nobody here
  const read = texts.map((text) => calendarEvents(text, { from: now, to: now + days * day }, options.timeZone ?? null));
  const events = [...new Map(read.flatMap((one) => one.events).map((event) => [event.id, event])).values()];
  const leftOut = read.flatMap((one) => one.leftOut);
  const rows = events.flatMap((event) => subjects.map((subject) => rowOf(event, subject, options.vendor ?? null)));
  const source = options.source ?? `icalendar ${options.vendor ?? 'own'}`;
  const told = [
    `${counted(events.length, 'window')} from now on read.`,
    ...leftOut.map(({ summary, why }) => `Left out: "${summary}" ${why}.`),
  ];
  const names = new Map(subjects.map(({ name }) => [name, name]));
  await importOutages({ source, rows, names, also: { leftOut }, told }, options);
}

function rowOf(
  { id, from, to, summary }: CalendarEvent,
  subject: ImportRow['subject'],
  vendor: string | null,
): ImportRow {
  return {
    ...{ id: `${id} ${subject.kind}:${subject.name}`.slice(-200), subject, kind: 'planned', vendor },
    ...{ fault: vendor === null ? 'own' : 'vendor', share: '1', causeKind: null },
    ...{ from: toRfc3339(from), to: toRfc3339(to), cause: summary.trim().slice(0, 5_000), summary: '' },
  };
}

async function textOf(file: string): Promise<string> {
  if (file === '-') {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts).toString('utf8');
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const message = `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}), expected a calendar (iCalendar)`;
    throw new ProductError('bad_input', message, { file }, error);
  }
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}
