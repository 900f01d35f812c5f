import { describe, expect, it } from 'vitest';
import { hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { Drop, ProcessImpact } from '../../impact/contract.ts';
import type { Alarm, ComponentHealth } from '../../objectives/contract.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { type StatesThen, statesNow, statesThen } from './map-states.ts';

const process = (name: string) => `
apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: api}]}
---`;
const measure = (type: string, rest: string) => `
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_api_${type}}
spec: {class: technical, component: api, type: ${type}, metric: requests, ${rest}, objective: {atLeast: "0.99"}}
---`;
const text = `${process('payment')}${process('refund')}
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [payment]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {dependsOn: [{component: db}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: db}
spec: {}
---${measure('availability', 'bad: {code: "5*"}')}${measure('latency', 'goodUnder: 1s')}`;
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog = { version: 1, appliedAt: 0, documents: read.documents };

const at = Date.parse('2026-11-18T12:00:00Z');
const ids = ['process:payment', 'process:refund', 'component:api', 'component:db'];
const drop = (over: Partial<Drop>) =>
  ({ process: 'payment', onset: toRfc3339(at - hour), endedAt: toRfc3339(at + hour), class: 'P2', ...over }) as Drop;
const alarm = (over: Partial<Alarm>) =>
  ({ component: 'api', startedAt: toRfc3339(at - hour), endedAt: null, ...over }) as Alarm;

function then(over: Partial<StatesThen>): (string | undefined)[] {
  const known = {
    at,
    drops: [],
    alarms: [],
    measuredProcesses: new Set<string>(),
    measuredMeasures: new Set<string>(),
  };
  const states = statesThen(catalog, { ...known, ...over });
  return ids.map((id) => states.get(id));
}
const all = {
  measuredProcesses: new Set(['payment']),
  measuredMeasures: new Set(['technical_service_api_availability', 'technical_service_api_latency']),
};

describe('the states of a past minute', () => {
  it('reads without a fault', () => expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]));

  it('are unknown where nothing was recorded, and not measured where nothing was to be', () => {
    expect(then({})).toEqual(['unknown', 'unmeasured', 'unknown', 'unmeasured']);
  });

  it('are well where all was measured and nothing recorded', () => {
    expect(then(all)).toEqual(['ok', 'unmeasured', 'ok', 'unmeasured']);
    expect(then({ ...all, measuredMeasures: new Set(['technical_service_api_latency']) })[2]).toBe('unknown');
  });

  it('follow drops by the highest class of those that lasted, and alarms', () => {
    expect(then({ ...all, drops: [drop({})], alarms: [alarm({})] }).slice(0, 3)).toEqual([
      'partial',
      'unmeasured',
      'alarm',
    ]);
    expect(then({ ...all, drops: [drop({}), drop({ class: 'P1' })] })[0]).toBe('down');
    expect(then({ drops: [drop({ class: null, endedAt: null })] })[0]).toBe('partial');
  });

  it('leave out what had ended or not begun', () => {
    const ended = { endedAt: toRfc3339(at) };
    const later = toRfc3339(at + minute);
    expect(then({ ...all, drops: [drop(ended)], alarms: [alarm(ended)] })).toEqual(then(all));
    expect(then({ ...all, drops: [drop({ onset: later })], alarms: [alarm({ startedAt: later })] })).toEqual(then(all));
  });
});

describe('the states of now', () => {
  const impact = (over: Partial<ProcessImpact>) =>
    ({ process: 'payment', state: 'losing', class: 'P1', drop: drop({}), ...over }) as ProcessImpact;
  const now = (impacts: ProcessImpact[], health: Partial<ComponentHealth>[] = []) => {
    const states = statesNow(catalog, { impacts, health: health as ComponentHealth[] });
    return ids.map((id) => states.get(id));
  };

  it('are those of the last tick', () => {
    expect(now([])).toEqual(['unknown', 'unmeasured', 'unmeasured', 'unmeasured']);
    expect(now([impact({})], [{ component: 'api', state: 'alarm' }]).slice(0, 3)).toEqual([
      'down',
      'unmeasured',
      'alarm',
    ]);
    expect(now([impact({ state: 'ok', drop: null })])[0]).toBe('ok');
    expect(now([impact({ state: 'learning' })])[0]).toBe('unknown');
  });

  it('take the class of the drop where the window alone reaches none', () => {
    expect(now([impact({ class: null })])[0]).toBe('partial');
    expect(now([impact({ class: null, drop: drop({ class: 'P1' }) })])[0]).toBe('down');
  });
});
