import type { CriticalityAnswer, ProcessCriticality } from '../../features/criticality/contract.ts';
import { isOfContract } from '../../features/criticality/findings/contract-score.ts';
import { percentText } from '../../features/criticality/findings/feasibility.ts';
import type { Worth } from '../../features/criticality/worth.ts';
import { counted } from '../output.ts';
import { contractText } from './contract-text.ts';
import { table } from './table.ts';

/** How many components a screen shows; `--json` gives all. */
const shownComponents = 25;

/** The answer as tables: processes, components by the money that hangs on them, findings. */
export function criticalityText(answer: CriticalityAnswer): string {
  const { processes, components, commonCauses, contracts, notes } = answer;
  const ranked = components.filter(({ perProcess }) => Object.keys(perProcess).length > 0);
  const hidden = ranked.length - shownComponents;
  const points = new Map(contracts.map(({ component, score, of }) => [component, `${score} of ${of}`]));
  const findings = answer.findings.filter((finding) => !isOfContract(finding));
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
      ['component', 'declared', 'derived', 'at risk an hour', 'next nine a year', 'contract'],
      ranked
        .slice(0, shownComponents)
        .map((one) => [
          one.name,
          one.declared ?? '–',
          one.derived ?? '–',
          moneyText(one.valueAtRiskPerHour),
          moneyText(one.nextNinePerYear),
          points.get(one.name) ?? '–',
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
    ...contractText(
      ranked.map(({ name }) => name),
      contracts,
    ),
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
