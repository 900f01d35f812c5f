import { type MoneyView, showsMoney } from '../features/access/money-view.ts';
import type { Standing } from '../features/agreements/queries/reports.ts';
import type { BalanceComponent, BalanceNow, BalanceProcess } from '../features/balance/contract.ts';
import type { AtRisk } from '../features/criticality/page-rows.ts';
import type { ReadSwitch } from '../features/unavailability/switches/kept-switch.ts';
import type { Family } from './metrics.ts';

const states = ['ok', 'losing', 'unknown', 'learning'] as const;
/** `PLN-minor/h` → `PLN`. */
const perHour = /^([A-Z]{3})-minor\/h$/;

/**
 * The business view as of the last completed tick. What is unknown has no sample, so that nobody takes it for zero. Money
 * only of products that the reader may see. Objectives as integer counts, good of valid: the reader divides.
 */
export function businessFamilies({ processes, components }: BalanceNow, money: MoneyView): Family[] {
  return [...processFamilies(processes), lossFamily(processes, money), ...componentFamilies(components)];
}

/** Minor units that an hour of now loses with a component down; what is not known or not shown has no sample. */
export function valueAtRiskFamily(atRisk: readonly AtRisk[]): Family {
  const samples = atRisk.map(({ component, currency, minor }) => ({ labels: { component, currency }, value: minor }));
  return gauge(
    'waga_value_at_risk_minor_per_hour',
    'Money that goes with the component in an hour like this.',
    samples,
  );
}

/** What is left of the budgets of objectives, and what their totals take. Of what is not measured there is no sample. */
export function objectiveFamilies(slos: {
  remaining(): readonly { objective: string; left: number }[];
  size(): { objectives: number; bytes: number };
}): Family[] {
  const { objectives, bytes } = slos.size();
  return [
    gauge(
      'waga_error_budget_remaining_ratio',
      'Share of the error budget that is left; below zero where it is overspent.',
      slos.remaining().map(({ objective, left }) => ({ labels: { objective }, value: left })),
    ),
    gauge('waga_objectives_measured', 'Objectives of OpenSLO that are measured.', [{ value: objectives }]),
    gauge('waga_objectives_memory_bytes', 'Memory that the running totals of objectives take.', [{ value: bytes }]),
  ];
}

/** What of each promise was delivered in the present period; at the lower end of a bound. Of what is not measured there is no sample. */
export function agreementFamily(standings: readonly Standing[]): Family {
  const samples = standings.flatMap(({ agreement, promise: { name, subject, low } }) =>
    low === null
      ? []
      : [
          {
            labels: { agreement, promise: name, subject: `${subject.kind}:${subject.name}` },
            value: low.numerator / low.denominator,
          },
        ],
  );
  return gauge(
    'waga_agreement_availability_ratio',
    'Availability of the present period as the agreement counts it, 0 to 1; the lower end where it is a bound.',
    samples,
  );
}

/** Where switches stand that were ever touched, and whether they are verified. */
export function switchFamilies(kept: ReadonlyMap<string, ReadSwitch>): Family[] {
  const all = [...kept.values()].map(({ name, kept: one }) => ({ labels: { switch: name }, one }));
  const position = all.map(({ labels, one }) => ({
    labels,
    value: one.position === 'half' ? Number(one.share) : one.position === 'on' ? 1 : 0,
  }));
  const unverified = all.map(({ labels, one }) => ({ labels, value: one.checked === 'not-verified' ? 1 : 0 }));
  return [
    gauge('waga_switch_position', 'Share of customers let through: 1 on, 0 off. Of a banner 0 is shown.', position),
    gauge('waga_switch_not_verified', '1 where a check disagrees with where the switch is meant to be.', unverified),
  ];
}

function processFamilies(processes: readonly BalanceProcess[]): Family[] {
  const per = (value: (process: BalanceProcess) => number | null | undefined) =>
    processes.flatMap((process) => {
      const found = value(process);
      return found == null ? [] : [{ labels: { process: process.name }, value: found }];
    });
  const state = processes.flatMap(({ name, impact }) =>
    states.map((each) => ({ labels: { process: name, state: each }, value: each === impact.state ? 1 : 0 })),
  );
  return [
    gauge('waga_process_state', '1 for the state of the process, 0 for the others.', state),
    gauge(
      'waga_impact_share',
      'Share of the expected completions that is missing, 0 to 1.',
      per(({ impact }) => impact.impactShare?.value),
    ),
    gauge(
      'waga_impact_share_low',
      'Lower end of the interval of waga_impact_share.',
      per(({ impact }) => impact.impactShare?.low),
    ),
    gauge(
      'waga_actual_completions',
      'Completions in the window.',
      per(({ impact }) => impact.actual),
    ),
    gauge(
      'waga_expected_completions',
      'Completions expected in the window.',
      per(({ impact }) => impact.expected?.value),
    ),
    gauge(
      'waga_expected_completions_low',
      'Lower end of what was expected.',
      per(({ impact }) => impact.expected?.low),
    ),
    gauge(
      'waga_expected_completions_high',
      'Upper end of what was expected.',
      per(({ impact }) => impact.expected?.high),
    ),
    gauge(
      'waga_impact_window_seconds',
      'Length of the window.',
      per(({ impact }) => impact.window.minutes * 60),
    ),
  ];
}

function lossFamily(processes: readonly BalanceProcess[], view: MoneyView): Family {
  const samples = processes.flatMap(({ name, product, impact }) => {
    const currency = perHour.exec(impact.lossPerHour?.unit ?? '')?.[1];
    if (impact.lossPerHour == null || currency === undefined || !showsMoney(view, product)) return [];
    return [{ labels: { process: name, currency }, value: impact.lossPerHour.value }];
  });
  return gauge('waga_loss_minor_per_hour', 'Money missing per hour at the present rate, in minor units.', samples);
}

function componentFamilies(components: readonly BalanceComponent[]): Family[] {
  const known = components.filter(({ health }) => health.state === 'ok' || health.state === 'alarm');
  const alarms = known.map(({ name, health }) => ({
    labels: { component: name },
    value: health.state === 'alarm' ? 1 : 0,
  }));
  const per = (value: (indicator: BalanceComponent['health']['indicators'][number]) => number | null) =>
    components.flatMap(({ name, health }) =>
      health.indicators.flatMap((indicator) => {
        const found = value(indicator);
        return found === null ? [] : [{ labels: { component: name, measure: indicator.measure }, value: found }];
      }),
    );
  return [
    gauge('waga_component_alarm', '1 where an objective of the component is missed, 0 where all are met.', alarms),
    gauge(
      'waga_indicator_good',
      'Good observations in the window of the indicator.',
      per(({ good }) => good),
    ),
    gauge(
      'waga_indicator_valid',
      'All observations in the window of the indicator.',
      per(({ valid }) => valid),
    ),
    gauge(
      'waga_indicator_window_seconds',
      'Length of the window.',
      per(({ window }) => window.minutes * 60),
    ),
    gauge(
      'waga_indicator_objective_ratio',
      'Good of valid that the objective asks for.',
      per(({ objective }) => Number(objective)),
    ),
  ];
}

const gauge = (name: string, help: string, samples: Family['samples']): Family => ({
  name,
  help,
  type: 'gauge',
  samples,
});
