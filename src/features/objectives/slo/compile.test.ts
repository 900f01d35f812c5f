import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { plansOf } from './compile.ts';
import { historyOf } from './history.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const base = `
apiVersion: waga/v1
kind: Component
metadata: {name: web}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prom}
spec: {type: remote-write}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: web_availability}
spec:
  {class: technical, component: web, type: availability, source: prom, metric: http_requests_total, where: {job: web},
   bad: {code: ["5*"]}, objective: {atLeast: "0.99"}}
---
apiVersion: waga/v1
kind: Calendar
metadata: {name: poland}
spec: {timeZone: Europe/Warsaw, holidays: {country: PL}}
`;

const slo = (more: string, metadata = '{name: web-ok}') => `---
apiVersion: openslo/v1
kind: SLO
metadata: ${metadata}
spec:
  service: web
${more.replace(/^/gm, '  ')}
`;
const ratio = `indicator:
  metadata: {name: requests}
  spec:
    ratioMetric:
      good: {metricSource: {type: waga, spec: {measure: web_availability}}}
      total: {metricSource: {type: waga, spec: {measure: web_availability}}}
`;
const month =
  'timeWindow: [{duration: 1M, isRolling: false, calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Warsaw}}]';

function plans(text: string) {
  const { documents, findings } = readFiles([{ path: 'a.yaml', text: base + text }], [...catalogKinds, ...signalKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plansOf({ documents }, now);
}

describe('plans of objectives', () => {
  it('say what counts, what is asked, and over which time', () => {
    const [plan] = plans(slo(`${ratio}${month}\nbudgetingMethod: Occurrences\nobjectives: [{targetPercent: 99.95}]`));
    expect(plan).toMatchObject({
      ...{ name: 'web-ok', service: 'web', subject: { kind: 'component', name: 'web' }, indicator: 'requests' },
      ...{ targetText: '0.9995', goodMeans: 'no server error (HTTP 5xx)', why: null },
      windowText: '1 month by the calendar of Europe/Warsaw',
      rule: { target: { numerator: 9_995, denominator: 10_000 }, hours: null },
    });
    expect(plan!.rule!.measures).toHaveProperty('web_availability');
    expect(plan!.burns.map(({ severity }) => severity)).toEqual(['page', 'page', 'ticket', 'ticket']);
  });

  it('are one for each entry, with the number behind the name', () => {
    const text = slo(`${ratio}timeWindow: [{duration: 28d}]\nbudgetingMethod: Timeslices\nobjectives:
  - {target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m}
  - {target: 0.9, timeSliceTarget: 0.5, timeSliceWindow: 1, displayName: half}`);
    expect(plans(text).map(({ name, displayName, goodMeans }) => [name, displayName, goodMeans])).toEqual([
      ['web-ok', 'web-ok', 'slices of 5 minutes in which at least 95 % is no server error (HTTP 5xx)'],
      ['web-ok#2', 'web-ok: half', 'slices of a minute in which at least 50 % is no server error (HTTP 5xx)'],
    ]);
  });

  it('take the alert policies they name, those written in place and the business hours of a calendar', () => {
    const text = slo(
      `${ratio}timeWindow: [{duration: 28d}]\nbudgetingMethod: Occurrences\nobjectives: [{target: 0.99}]
alertPolicies:
  - alertPolicyRef: fast
  - kind: AlertPolicy
    metadata: {name: slow}
    spec:
      conditions:
        - {kind: AlertCondition, metadata: {name: s}, spec: {severity: ticket, condition: {kind: burnrate, op: gte, threshold: 1.5, lookbackWindow: 3d}}}
      notificationTargets: [{targetRef: mail}]`,
      '{name: web-ok, annotations: {waga/business-hours: poland, waga/business-hours-times: "08:00-20:00"}}',
    );
    const policies = `---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: fast}
spec: {conditions: [{conditionRef: burn}], notificationTargets: [{targetRef: mail}]}
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: {name: burn}
spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 10, lookbackWindow: 1h}}
`;
    const [plan] = plans(text + policies);
    expect(plan!.burns).toEqual([
      { severity: 'page', longMinutes: 60, shortMinutes: 5, factor: { numerator: 10, denominator: 1 } },
      { severity: 'ticket', longMinutes: 4_320, shortMinutes: 360, factor: { numerator: 15, denominator: 10 } },
    ]);
    expect(plan!.rule!.hours).toMatchObject({ calendar: 'poland', from: 480, to: 1_200 });
    expect(plan!.rule!.hours!.holidays.has(Date.parse('2026-11-11T00:00:00Z') / 86_400_000)).toBe(true);
  });

  it('say in words why nothing is measured', () => {
    const of = (window: string, objective: string, source = '{type: waga, spec: {measure: web_availability}}') =>
      plans(
        slo(`indicator:
  metadata: {name: x}
  spec: {ratioMetric: {good: {metricSource: ${source}}, total: {metricSource: ${source}}}}
timeWindow: [{duration: ${window}}]
budgetingMethod: Timeslices
objectives: [${objective}]`),
      )[0]!.why;
    const slices = '{target: 0.9, timeSliceTarget: 0.5, timeSliceWindow: 1m}';
    expect(of('28d', slices)).toBe(null);
    expect(of('90m', slices)).toContain('whole hours');
    expect(of('28d', '{target: 0.9, timeSliceTarget: 0.5, timeSliceWindow: 7m}')).toContain('slices of 7m');
    expect(of('28d', slices, '{type: waga, spec: {measure: web_availabilty}}')).toContain(
      'did you mean web_availability?',
    );
    expect(of('28d', slices, '{type: Datadog, spec: {query: x}}')).toContain('its source is of type datadog');
  });

  it('have a past of nothing while nothing is measured', () => {
    const [plan] = plans(slo(`${ratio}${month}\nbudgetingMethod: Occurrences\nobjectives: [{target: 0.99}]`));
    const history = historyOf({} as never, { plan: plan!, versions: [], place: -1 }, now);
    expect(history.leftRatio).toEqual(Array(30).fill(null));
  });
});
