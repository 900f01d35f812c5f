import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { catalogKinds } from '../kinds.ts';
import { readFiles } from '../read-files.ts';
import { subjectOfService } from './subject.ts';

const read = (text: string) => readFiles([{ path: 'a.yaml', text }], catalogKinds);
const told = (text: string, ...codes: string[]) =>
  read(text)
    .findings.filter(({ code, severity }) => (codes.length === 0 ? severity === 'error' : codes.includes(code)))
    .map(({ line, code, message }) => `${line} ${code} ${message}`);

const slo = `apiVersion: openslo.com/v1
kind: SLO
metadata: {name: fast, displayName: Fast}
spec:
  service: web
  indicatorRef: latency
  timeWindow: [{duration: 28d, isRolling: true}]
  budgetingMethod: Occurrences
  objectives: [{target: 0.99}]
`;

/** The document with a value put at a path of its spec; undefined takes it away. */
function changed(path: (string | number)[], value: unknown): string {
  const document = parse(slo);
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce((at, key) => at[key], document.spec);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return stringify(document);
}

describe('OpenSLO', () => {
  it('is read in both spellings of its group and kept under its own kind', () => {
    for (const spelling of ['openslo/v1', 'openslo.com/v1']) {
      const { documents } = read(slo.replace('openslo.com/v1', spelling));
      expect(documents).toMatchObject([
        { apiVersion: spelling, kind: 'openslo/SLO', metadata: { name: 'fast', displayName: 'Fast' } },
      ]);
    }
  });

  it.each([
    [['service'], undefined, 'missing_field', 'spec.service'],
    [['indicatorRef'], undefined, 'missing_field', 'indicator or indicatorRef'],
    [['budgetingMethod'], 'Timeslices', 'missing_field', 'timeSliceTarget'],
    [['budgetingMethod'], 'timeslices', 'bad_value', 'did you mean Timeslices?'],
    [['objectives', 0, 'target'], 1, 'bad_value', 'less than 1'],
    [['objectives', 0, 'target'], '0.99', 'wrong_type', 'expected a number'],
    [['objectives', 0, 'targetPercent'], 99, 'bad_value', 'one of the two'],
    [['objectives'], [], 'bad_value', 'at least 1'],
    [['timeWindow', 0, 'duration'], '28 days', 'bad_duration', '28d'],
    [['timeWindow', 0, 'isRolling'], false, 'bad_value', 'a calendar beside it'],
    [['timeWindow', 0, 'isRolling'], undefined, '', ''],
    [['objektives'], [], 'unknown_field', 'objektives'],
    [['alertPolicies'], null, '', ''],
  ])('says what is wrong where %j is %j', (path, value, code, words) => {
    const errors = told(changed(path, value));
    if (code === '') return expect(errors).toEqual([]);
    expect(errors.join('\n')).toContain(code);
    expect(errors.join('\n')).toContain(words);
  });

  it('wants op and value beside a threshold, and good or bad beside total', () => {
    const indicator = (metric: unknown) => {
      const text = changed(['indicator'], { metadata: { name: 'x' }, spec: metric });
      return told(text.replace(/.*indicatorRef.*\n/, '')).map((one) => one.split(' ').slice(1).join(' '));
    };
    const source = { metricSource: { spec: { query: 'up' } } };
    expect(indicator({ thresholdMetric: source })).toEqual([
      'missing_field the field spec.objectives[0].op is missing: a thresholdMetric needs it',
      'missing_field the field spec.objectives[0].value is missing: a thresholdMetric needs it',
    ]);
    expect(indicator({ ratioMetric: { total: source } })).toEqual([
      'bad_value expected good or bad, one of the two, found a mapping',
    ]);
    expect(indicator({ ratioMetric: { good: source, total: source } })).toEqual([]);
    expect(indicator({ ratioMetric: { raw: source, rawType: 'success' } })).toEqual([]);
    expect(indicator({})).toEqual([
      'bad_value expected thresholdMetric or ratioMetric, one of the two, found a mapping',
    ]);
  });

  it('names references that lead nowhere, those in parts written in place included, and keeps the document', () => {
    const text = `apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: p}
spec:
  conditions: [{conditionRef: gone}]
  notificationTargets: [{targetRef: mail}]
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: {name: mial}
spec: {target: email}
`;
    expect(read(text).documents).toHaveLength(2);
    expect(told(text, 'unknown_reference')).toEqual([
      '5 unknown_reference there is no openslo/AlertCondition named gone',
      '6 unknown_reference there is no openslo/AlertNotificationTarget named mail; did you mean mial?',
    ]);
  });

  it('names every field that has no counterpart, at its key', () => {
    const text = `apiVersion: openslo/v1
kind: DataSource
metadata:
  name: prom
  labels: {env: prod}
  annotations: {a: b}
spec:
  type: Prometheus
  connectionDetails: {url: http://prom.example, token: s3cret}
`;
    expect(told(text, 'unsupported_field').map((line) => line.slice(0, 50))).toEqual([
      '5 unsupported_field metadata.labels is not used: W',
      '6 unsupported_field metadata.annotations is not us',
      '9 unsupported_field spec.connectionDetails is not ',
    ]);
    expect(JSON.stringify(read(text).documents)).not.toContain('s3cret');
    expect(read(text).documents[0]).toMatchObject({
      metadata: { labels: { env: 'prod' } },
      spec: { connectionDetails: { url: '(not kept)', token: '(not kept)' } },
    });
  });

  it('relates a service to the component of its name, else to the process', () => {
    const component = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: web}\nspec: {}\n';
    expect(told(slo, 'unknown_reference').join()).toContain('there is no openslo/Service named web');
    expect(told(`${component}---\n${slo}`, 'unknown_reference').join()).not.toContain('Service');
    expect(subjectOfService(read(component).documents, 'web')).toEqual({ component: 'web' });
    expect(subjectOfService(read(component).documents, 'wep')).toBe(null);
  });

  it('holds the first of two documents of one name, and says so', () => {
    const service = (env: string) =>
      `apiVersion: openslo/v1\nkind: Service\nmetadata: {name: web, labels: {env: ${env}}}\nspec: {}\n`;
    const { documents, findings } = read(`${service('prod')}---\n${service('dev')}`);
    expect(documents).toMatchObject([{ metadata: { labels: { env: 'prod' } } }]);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'duplicate_name', severity: 'warning', line: 8 }));
  });
});
