import type { CriticalityAnswer, ProcessCriticality } from '../../features/criticality/contract.ts';
import { percentText } from '../../features/criticality/feasibility.ts';
import type { Worth } from '../../features/criticality/worth.ts';
import { counted } from '../output.ts';

/** How many components a screen shows; `--json` gives all. */
const shownComponents = 25;

/** The answer as tables: processes, components by the money that hangs on them, findings. */
export function criticalityText({ processes, components, commonCauses, findings, notes }: CriticalityAnswer): string {
  const ranked = components.filter(({ perProcess }) => Object.keys(perProcess).length > 0);
  const hidden = ranked.length - shownComponents;
  return [
    ...table(
      ['process', 'level', 'available', 'lost an hour', 'of', 'alone takes it down'],
      processes.map((one) => [
        one.name,
        one.level ?? '–',
        availabilityText(one),
        moneyText(one.expectedLossPerHour),
        moneyText(one.valuePerHour),
        `${one.minimalCutSets.byOrder[0] ?? (one.minimalCutSets.count === null ? '?' : 0)} of ${one.minimalCutSets.count ?? '?'} ways`,
      ]),
    ),
    '',
    ...table(
      ['component', 'declared', 'derived', 'at risk an hour', 'next nine a year'],
      ranked
        .slice(0, shownComponents)
        .map((one) => [
          one.name,
          one.declared ?? '–',
          one.derived ?? '–',
          moneyText(one.valueAtRiskPerHour),
          moneyText(one.nextNinePerYear),
        ]),
    ),
    ...(hidden > 0 ? [`… and ${counted(hidden, 'component')} more; --json gives all.`] : []),
    ...(commonCauses.length === 0
      ? []
      : [
          '',
          ...table(
            ['common cause', 'takes down', 'at risk an hour', 'next nine a year'],
            commonCauses.map((one) => [
              one.name,
              one.components.join(', '),
              moneyText(one.valueAtRiskPerHour),
              moneyText(one.nextNinePerYear),
            ]),
          ),
        ]),
    '',
    ...(findings.length === 0 ? ['No findings.'] : []),
    ...findings.map(
      ({ file, line, severity, code, subject, message }) =>
        `${file}:${line}  ${severity}  ${code}  ${subject}: ${message}`,
    ),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

function availabilityText({ availability, unavailability, unavailabilityBounds }: ProcessCriticality): string {
  if (!unavailabilityBounds) return percentText(availability, unavailability);
  const { low, high } = unavailabilityBounds;
  return `${percentText(1 - high, high)} to ${percentText(1 - low, low)}`;
}

/** `12 480.00 PLN`, or a dash where no value is known. */
function moneyText(worth: Worth | null): string {
  if (worth === null) return '–';
  const grouped = worth.text.replace(/\B(?=(\d{3})+(\.|$))/g, ' ').replace('-', '−');
  return `${grouped} ${worth.currency}`;
}

/** Columns as wide as their longest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)];
}
