import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readConfig } from '../../src/server/config.ts';
import { testCatalog } from '../signals/app.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const page = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const blocks = (text: string): string[] => [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);

/** The files that the examples name are there. */
for (const name of ['prometheus-token.txt', 'openid-secret.txt']) writeFileSync(join(folder, name), 'a secret\n');
process.env.WAGA_OPENID_SECRET = 'a secret';

function read(text: string): ReturnType<typeof readConfig> {
  const file = join(folder, 'waga.yaml');
  writeFileSync(file, text.replaceAll(/file: ([\w-]+\.txt)/g, `file: ${folder}/$1`));
  return readConfig(file, {});
}

describe('the examples', () => {
  it('of outgoing requests and single sign-on are configurations', () => {
    const examples = [...blocks(page('outgoing.md')), ...blocks(page('single-sign-on.md'))];
    expect(examples.length).toBe(5);
    for (const example of examples) expect(read(example).data).not.toBe('');
    expect(read(blocks(page('single-sign-on.md'))[0]!).signIn.openid).toMatchObject({
      issuer: 'https://id.example.com/realms/shop',
      roles: { sre: ['on-call', 'editor'] },
    });
  });

  it('of asking a Prometheus are a catalogue and a configuration', () => {
    const examples = blocks(page('prometheus-pull.md'));
    const others = [
      { kind: 'Component', metadata: { name: 'shop' }, spec: { type: 'service' } },
      {
        kind: 'Process',
        metadata: { name: 'payment' },
        spec: {
          timeZone: 'Europe/Warsaw',
          steps: ['completed'],
          kpi: 'completed',
          thresholds: { partial: '0.20', total: '0.40' },
        },
      },
    ].map((document) => stringify({ apiVersion: 'waga/v1', ...document }));
    expect(testCatalog([examples[0], examples[2], ...others].join('\n---\n')).documents).toHaveLength(4);
    expect(read(examples[1]!).secrets['prometheus-token']?.origin).toBe('https://prometheus.example.com');
  });
});
