import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { AlertSpec } from '../../../src/features/signals/alerts/alert.ts';
import { alertYaml } from './alert-yaml.ts';

const row = { name: 'x', type: 'latency', class: 'technical' as const, pages: true, component: 'payment-api' };

describe('the Alert to paste', () => {
  it.each([
    ['external:default/HighLatency/payment-api', 'HighLatency', 'default'],
    ['external:prom-1/Disk: full? {yes}/payment-api', 'Disk: full? {yes}', 'prom-1'],
    ['external:prom/a/b/payment-api', 'a/b', 'prom'],
    ['external:prom/yes/payment-api', 'yes', 'prom'],
  ])('is read back as what came in: %s', (id, alert, source) => {
    const document = parse(alertYaml({ ...row, id })) as { kind: string; metadata: { name: string }; spec: unknown };
    expect(document.kind).toBe('Alert');
    expect(document.metadata.name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
    expect(AlertSpec.parse(document.spec)).toMatchObject({ alert, source, component: 'payment-api', type: 'latency' });
  });

  it('leaves out a component that nobody named, and takes a kind that is none for another', () => {
    const text = alertYaml({ ...row, id: 'external:default/Watchdog/', component: null, type: 'heartbeat' });
    expect(text).not.toContain('component');
    expect(AlertSpec.parse((parse(text) as { spec: unknown }).spec)).toMatchObject({
      alert: 'Watchdog',
      type: 'other',
    });
  });
});
