import { describe, expect, it } from 'vitest';
import { component, process } from '../../../../benchmarks/criticality/documents.ts';
import type { ComponentSpec } from '../../catalog/component.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { criticalityOf } from '../criticality.ts';

const measure = (name: string) => `
---
{apiVersion: waga/v1, kind: Measure, metadata: {name: ${name}}, spec: {class: technical, component: pay, type: latency,
  metric: m, goodUnder: 1s, objective: {atLeast: "0.9"}}}`;
const measuresNamed = (...names: string[]) =>
  readFiles([{ path: 'measures.yaml', text: names.map(measure).join('\n') }], [...catalogKinds, ...signalKinds])
    .documents;
const whole: Partial<ComponentSpec> = {
  ...{ owner: 'group:payments', level: 'critical', availability: '0.999' },
  ...{ health: '/healthz', runbook: 'https://wiki.example.com/pay' },
};
const asked = (spec: Partial<ComponentSpec>, measures: string[], level: 'critical' | 'standard' = 'critical') => {
  const documents = [component('pay', spec), process('sale', [{ component: 'pay' }], { level })];
  const { contracts, findings } = criticalityOf({ documents: [...documents, ...measuresNamed(...measures)] });
  return { contract: contracts[0]!, findings: findings.filter(({ subject }) => subject === 'pay') };
};

describe('the service contract', () => {
  it('is whole with an owner, a level, a health endpoint, three measures and a runbook', () => {
    const { contract, findings } = asked(whole, ['a', 'b', 'c']);
    expect(contract).toEqual({
      ...{ component: 'pay', score: 5, of: 5, missing: [] },
      met: ['owner', 'level', 'health endpoint', 'measures', 'runbook'],
    });
    expect(findings).toEqual([]);
  });

  it('says of each missing point why it matters and what to do', () => {
    const { contract, findings } = asked({ availability: '0.999' }, ['a', 'b']);
    expect(contract).toMatchObject({ score: 0, of: 5, met: [] });
    expect(contract.missing.map(({ what }) => what)).toEqual([
      ...['owner', 'level', 'health endpoint', 'measures', 'runbook'],
    ]);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual(
      ['missing_owner', 'missing_level', 'missing_health_endpoint', 'few_measures', 'missing_runbook'].map((code) => [
        ...[code, 'warning'],
      ]),
    );
    for (const [at, { why, todo, message }] of findings.entries()) {
      expect(contract.missing[at]).toMatchObject({ why, todo });
      expect(message).toBe(`${why}. ${todo}`);
    }
    expect(findings[1]!.todo).toBe('Declare it critical');
    expect(findings[3]!.why).toContain('2 measures');
  });

  it('warns of the lesser ones only that nobody answers for them', () => {
    const { findings } = asked({ availability: '0.999' }, [], 'standard');
    expect(findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code)).toEqual([
      'missing_owner',
    ]);
  });

  it('is scored for what nothing stands on too, without findings', () => {
    const { contracts, findings } = criticalityOf({ documents: [component('spare', {})] });
    expect(contracts).toMatchObject([{ component: 'spare', score: 0 }]);
    expect(findings).toEqual([]);
  });
});
