import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { signalKinds } from './kinds.ts';
import { measuresOf } from './measure.ts';
import { allSources, sourceNamed, sourcesOfComponent, sourcesOfProcess } from './source.ts';

const measure = (fields: string): string => `
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_api_availability}
spec: {class: technical, component: api, metric: requests, objective: {atLeast: "0.99"}, ${fields}}
`;
const shared = `
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [completed], kpi: completed, thresholds: {partial: "0.2", total: "0.4"}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop}
spec: {type: events, processes: [payment]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: old}
spec: {type: import, processes: [payment], components: [api]}
---`;

function read(text: string) {
  const { documents, findings } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
  const errors = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
  return { errors, catalog: { version: 1, appliedAt: 0, documents } };
}

describe('sources and measures in the catalogue', () => {
  it('are read with their defaults', () => {
    const { errors, catalog } = read(`${shared}${measure('type: latency, goodUnder: 300ms')}`);
    expect(errors).toEqual([]);
    expect(sourceNamed(catalog, 'shop')).toMatchObject({
      complete: 'observed',
      silentAfterMs: 180_000,
      seriesLimit: 5_000,
    });
    expect(sourceNamed(catalog, 'nobody')).toBeUndefined();
    expect(allSources(catalog).map(({ name }) => name)).toEqual(['shop', 'old', 'default']);
    expect(measuresOf(catalog)[0]?.spec).toMatchObject({ source: 'default', objective: { overMinutes: 5, floor: 20 } });
    expect(sourcesOfProcess(catalog, 'payment')).toEqual(['shop', 'old']);
    expect(sourcesOfProcess(catalog, 'other')).toEqual(['default']);
    expect(sourcesOfComponent(catalog, 'api')).toEqual(['default', 'old']);
  });

  it('say what is wrong with them', () => {
    const errorsOf = (fields: string): string[] => read(`${shared}${measure(fields)}`).errors;
    expect(errorsOf('type: latency')).toEqual([expect.stringContaining('goodUnder')]);
    expect(errorsOf('type: availability, bad: {}')).toEqual([expect.stringContaining('at least one label')]);
    expect(errorsOf('type: latency, goodUnder: soon')).toEqual([expect.stringContaining('bad_duration')]);
    expect(errorsOf('type: latency, goodUnder: 1s, source: nobody')).toEqual([
      expect.stringContaining('no Source named nobody'),
    ]);
    const lonely = 'apiVersion: waga/v1\nkind: Source\nmetadata: {name: s}\nspec: {type: events}\n';
    expect(read(lonely).errors).toEqual([expect.stringContaining('processes')]);
    expect(read(lonely.replace('{type: events}', '{type: events, processes: [ghost]}')).errors).toEqual([
      expect.stringContaining('no Process named ghost'),
    ]);
  });
});
