import { expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { shadowAt } from '../catalog/shadow.ts';
import { signalKinds } from '../signals/kinds.ts';
import { notificationKinds } from './kinds.ts';

const component = `apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}`;

it('lets objectives and thresholds be tried out on a side channel alone, and not where somebody demands a call', () => {
  const channel = (name: string, shadow: boolean): string => `
apiVersion: waga/v1
kind: Channel
metadata: {name: ${name}}
spec: {type: webhook, url: "https://a.example.com", secrets: [a], shadow: ${shadow}}
---`;
  const tried = (to: string, more = ''): string[] => {
    const objective = `objective: {atLeast: "0.99", shadow: {channel: ${to}, until: 2026-12-01}}`;
    const text = `
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_api_latency}
spec: {class: technical, component: api, metric: requests, type: latency, goodUnder: 300ms, ${objective}${more}}`;
    const all = [...catalogKinds, ...signalKinds, ...notificationKinds];
    const whole = `${component}
---${channel('trial', true)}${channel('duty', false)}${text}`;
    const { findings } = readFiles([{ path: 'a.yaml', text: whole }], all);
    return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  };
  expect(tried('trial')).toEqual([]);
  expect(tried('tria')).toEqual(['there is no Channel named tria; did you mean trial?']);
  expect(tried('duty')).toEqual([expect.stringContaining('does not say shadow: true')]);
  expect(tried('trial', ', mandatedBy: the regulator')).toEqual([expect.stringContaining('expected no shadow')]);
  const process = (to: string, total = '0.25'): string[] => {
    const tries = `shadowThresholds: {partial: "0.10", total: "${total}", channel: ${to}}`;
    const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: pay}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.2", total: "0.4"}, ${tries}}`;
    const whole = `${component}\n---${channel('trial', true)}${channel('duty', false)}${text}`;
    const { findings } = readFiles([{ path: 'a.yaml', text: whole }], [...catalogKinds, ...notificationKinds]);
    return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  };
  expect(process('trial')).toEqual([]);
  expect(process('nope')).toEqual(['there is no Channel named nope']);
  expect(process('duty')).toEqual([expect.stringContaining('does not say shadow: true')]);
  expect(process('trial', '0.05')).toEqual([expect.stringContaining('expected total above partial')]);
  const until = { channel: 'trial', until: '2026-12-01' };
  const last = Date.parse('2026-11-30T23:59:59Z');
  expect([shadowAt(undefined, last), shadowAt(until, last), shadowAt(until, last + 1_000)]).toEqual([
    null,
    'trial',
    null,
  ]);
});
