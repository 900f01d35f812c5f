import type { FleetAnswer, FleetRow, FleetTotal } from '../features/agreements/fleet-contract.ts';
import { percentDigits } from '../features/agreements/formats/percent.ts';

const kindWords = { process: 'Processes', component: 'Components' } as const;

/** A line for each subject, worst first, under the window and what each kind comes to together. */
export function fleetText({ from, upTo, totals, subjects }: FleetAnswer): string {
  const head = `${from} to ${upTo}, by requests as they were counted.`;
  if (subjects.length === 0) return `${head}\nNothing matches.`;
  const together = totals.map((one) => `${kindWords[one.kind]}: ${totalText(one)}`);
  const rows = subjects.map((one) => [
    one.displayName,
    one.subject.kind,
    one.product ?? '',
    one.level ?? '',
    shareText(one),
    String(one.good),
    String(one.valid),
    durationText(one.measuredMinutes),
    durationText(one.unmeasuredMinutes),
  ]);
  const heads = ['name', 'kind', 'product', 'level', 'available', 'good', 'valid', 'measured', 'not measured'];
  return [head, ...together, '', ...aligned([heads, ...rows], 4)].join('\n');
}

function totalText({ counted, subjects, ...sums }: FleetTotal): string {
  const gap =
    sums.unmeasuredMinutes === 0 ? '' : `; ${durationText(sums.unmeasuredMinutes)} not measured, all together`;
  return `${counted} of ${subjects} counted, ${shareText(sums)} (${sums.good} of ${sums.valid})${gap}.`;
}

/** What was not counted is neither up nor down. */
const shareText = ({ availability }: Pick<FleetRow, 'availability'>): string =>
  availability === null ? 'not counted' : `${percentDigits(availability)} %`;

function durationText(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''];
  return parts.filter((part) => part !== '').join(' ') || '0 min';
}

/** Columns as wide as they must be, numbers (from column `first` on) to the right. */
function aligned(lines: readonly string[][], first: number): string[] {
  const widths = lines[0]!.map((_, column) => lines.reduce((most, line) => Math.max(most, line[column]!.length), 0));
  const pad = (cell: string, column: number): string =>
    column < first ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return lines.map((line) => line.map(pad).join('  ').trimEnd());
}
