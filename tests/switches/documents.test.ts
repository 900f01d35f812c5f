import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kinds } from '../../src/cli/kinds.ts';
import { type Document, documentsOf } from '../../src/features/catalog/document.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import type { SwitchSpec } from '../../src/features/unavailability/switches/switch.ts';
import { Config } from '../../src/server/config.ts';

const repository = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, repository), 'utf8');
const payment = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.2", total: "0.4"}, attributes: [method]}
---
`;
const errors = (text: string): string[] =>
  readFiles([{ path: 'c.yaml', text }], kinds).findings.flatMap(({ severity, message }) =>
    severity === 'error' ? [message] : [],
  );

describe('what the documents say of switches', () => {
  it.each(['docs/switches.md', 'docs/catalog.md'])('is taken as it stands: %s', (page) => {
    const blocks = [...textOf(page).matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);
    const switches = blocks.filter((text) => text.includes('kind: Switch'));
    expect(switches).toHaveLength(1);
    expect(errors(payment + switches[0])).toEqual([]);
  });

  it('names every field of a Switch', () => {
    const page = textOf('docs/switches.md');
    const [block] = /```yaml\n(.*?)```/s.exec(page)!.slice(1) as [string];
    const { documents } = readFiles([{ path: 'c.yaml', text: payment + block }], kinds);
    const { spec } = documentsOf<SwitchSpec>(documents, 'Switch')[0]!;
    for (const field of Object.keys(spec)) expect(page).toMatch(new RegExp(`^\\| .*\`${field}\``, 'm'));
  });

  it('has a whole example, whose secrets go where the configuration beside it lets them', () => {
    const { documents, findings } = readFiles(
      [{ path: 'shop.yaml', text: textOf('examples/switches/catalog/shop.yaml') }],
      kinds,
    );
    expect(findings).toEqual([]);
    const switches = documentsOf<SwitchSpec>(documents, 'Switch') as Document<SwitchSpec>[];
    expect(switches.map(({ metadata }) => metadata.name)).toEqual(['payment-off', 'payfast-off', 'payment-slow']);
    const given = parse(textOf('examples/switches/waga.yaml')) as { secrets: Record<string, { for: string }> };
    const secrets = Object.entries(given.secrets).map(([name, { for: origin }]) => [name, { value: 'x', for: origin }]);
    const config = Config.parse({ ...given, secrets: Object.fromEntries(secrets) });
    const uses = switches.flatMap(({ spec: { carriedOut, verify } }) => [
      ...(carriedOut.by === 'webhook' ? carriedOut.secrets.map((name) => [name, carriedOut.url]) : []),
      ...verify.flatMap((check) => (check.by === 'flag' && check.tokenFrom ? [[check.tokenFrom, check.provider]] : [])),
    ]);
    expect(uses.length).toBeGreaterThan(3);
    for (const [name, url] of uses) expect(config.secrets[name!]?.origin).toBe(new URL(url!).origin);
  });
});
