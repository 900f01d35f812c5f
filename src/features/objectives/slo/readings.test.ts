import { describe, expect, it } from 'vitest';
import type { Document } from '../../catalog/document.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { entriesOf } from '../../catalog/openslo/evaluated.ts';
import type { SloSpec } from '../../catalog/openslo/objective.ts';
import { selectorOf } from '../../catalog/openslo/prom-selector.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';

const base = `
apiVersion: waga/v1
kind: Component
metadata: {name: web}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [started, completed], kpi: completed, thresholds: {partial: "0.2", total: "0.4"}, dependsOn: []}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prom}
spec:
  type: prometheus
  url: http://127.0.0.1:9090
  processes: [payment]
  queries: [{query: 'payments_total{state="done"}', process: payment, step: completed}, {query: http_requests_total}]
---
apiVersion: waga/v1
kind: Measure
metadata: {name: web_ok}
spec:
  {class: technical, component: web, type: availability, source: prom, metric: http_requests_total, where: {job: web},
   bad: {code: ["5*"]}, objective: {atLeast: "0.99"}}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: web_fast}
spec:
  {class: technical, component: web, type: latency, source: prom, metric: http_seconds, where: {job: web}, goodUnder: 300ms,
   objective: {atLeast: "0.99"}}
---
apiVersion: openslo/v1
kind: DataSource
metadata: {name: monitoring}
spec: {type: Prometheus}
`;

function read(metric: string, objective = '{target: 0.9}') {
  const text = `${base}---
apiVersion: openslo/v1
kind: SLO
metadata: {name: x}
spec:
  service: web
  indicator: {metadata: {name: i}, spec: ${metric}}
  timeWindow: [{duration: 28d}]
  budgetingMethod: Occurrences
  objectives: [${objective}]
`;
  const { documents, findings } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
  const own = documents.find(({ kind }) => kind === 'openslo/SLO') as Document<SloSpec>;
  return {
    reading: entriesOf(own, documents)[0]!.reading,
    told: findings
      .filter(({ code }) => ['kept_only', 'unsupported_field'].includes(code))
      .map(({ message }) => message),
  };
}

const prom = (query: string) => `{metricSource: {type: Prometheus, spec: {query: '${query}'}}}`;
const ratio = (good: string, total: string) => read(`{ratioMetric: {good: ${good}, total: ${total}}}`).reading;

describe('what an OpenSLO objective is measured by', () => {
  it('is a measure of Waga by name, and nothing is said of it then but what a DataSource is', () => {
    const of = '{metricSource: {type: waga, spec: {measure: web_ok}}}';
    const { reading, told } = read(`{ratioMetric: {bad: ${of}, total: ${of}}}`);
    expect(reading).toEqual({
      ...{ kind: 'ratio', part: 'bad' },
      counted: { of: 'measure', measure: 'web_ok', part: 'bad' },
      total: { of: 'measure', measure: 'web_ok', part: 'valid' },
    });
    expect(told).toEqual(['the DataSource is kept as it is: data come from a Source of Waga']);
  });

  it('is events of a step: good went well, and total is whatever came of it', () => {
    const of = (more: string) => `{metricSource: {type: waga, spec: {process: payment, step: completed${more}}}}`;
    expect(ratio(of(''), of(''))).toMatchObject({
      counted: { of: 'events', process: 'payment', step: 'completed', outcomes: ['ok'] },
      total: { outcomes: ['ok', 'failed', 'abandoned'] },
    });
    expect(ratio(of(''), of(', outcome: failed'))).toMatchObject({ total: { outcomes: ['failed'] } });
    expect(ratio('{metricSource: {type: waga, spec: {process: payment, step: complete}}}', of(''))).toEqual({
      why: 'the process payment has no step complete; did you mean completed?',
    });
  });

  it('is a query that selects just what a Measure counts, however it is written', () => {
    const good = prom('sum(rate(http_requests_total{code!~"5..",job="web"}[5m]))');
    const total = '{metricSource: {metricSourceRef: monitoring, spec: {query: \'http_requests_total{job="web"}\'}}}';
    expect(ratio(good, total)).toMatchObject({
      counted: { measure: 'web_ok', part: 'good' },
      total: { measure: 'web_ok', part: 'valid' },
    });
    expect(ratio(prom('http_requests_total{job="web",code!~"4.."}'), total)).toEqual({
      why: 'no Measure and no query of a Source selects the same series of http_requests_total',
    });
    expect(ratio(prom('a / b'), total)).toMatchObject({ why: expect.stringContaining('more than a selector') });
  });

  it('is the buckets of a latency Measure, and a query of a Source that counts a step', () => {
    expect(ratio(prom('http_seconds_bucket{job="web",le="0.3"}'), prom('http_seconds_count{job="web"}'))).toMatchObject(
      {
        counted: { measure: 'web_fast', part: 'good' },
        total: { measure: 'web_fast', part: 'valid' },
      },
    );
    const done = prom('increase(payments_total{state="done"}[1h])');
    expect(ratio(done, done)).toMatchObject({ counted: { of: 'events', step: 'completed', outcomes: ['ok'] } });
  });

  it('is a threshold on a latency measure or a gauge', () => {
    const of = (spec: string) =>
      read(`{thresholdMetric: {metricSource: {type: waga, spec: ${spec}}}}`, '{target: 0.9, op: lte, value: 0.25}')
        .reading;
    expect(of('{measure: web_fast}')).toEqual({ kind: 'latency', measure: 'web_fast', op: 'lte', milliseconds: 250 });
    expect(of('{gauge: queue_length, source: prom}')).toMatchObject({
      kind: 'gauge',
      metric: 'queue_length',
      value: 0.25,
    });
    expect(of('{measure: web_ok}')).toMatchObject({ why: expect.stringContaining('no latency measure') });
  });

  it('is nothing where its words are those of another system, and the document says so', () => {
    const of = '{metricSource: {type: Datadog, spec: {query: x}}}';
    const { told } = read(`{ratioMetric: {good: ${of}, total: ${of}}}`);
    expect(told.join('\n')).toContain('its objective is not measured, as its source is of type datadog');
    expect(told.join('\n')).toContain('metricSource.spec is not used');
  });
});

describe('selector of a query', () => {
  it.each([
    ['up', 'up {} {}'],
    ['sum by (job) (increase(up{b="x,y",a=~"1|2"}[5m]))', 'up {"a":"1 2","b":"x,y"} {}'],
    ['{__name__="up",code!~"(5..|404)"}', 'up {} {"code":"404 5*"}'],
    ['rate(up{code=~"5[0-9]{2}"}[1m])', 'up {"code":"5*"} {}'],
  ])('%s', (query, expected) => {
    const found = selectorOf(query)!;
    const text = (labels: ReadonlyMap<string, string>): string =>
      JSON.stringify(Object.fromEntries([...labels].sort())).replaceAll('\\u0000', ' ');
    expect(`${found.metric} ${text(found.only)} ${text(found.except)}`).toBe(expected);
  });

  it.each(['a/b', 'sum(a) + 1', 'up{code=~"[45].."}', '{}', 'up{x}'])('is none in %s', (query) => {
    expect(selectorOf(query)).toBe(null);
  });
});
