import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kinds } from '../../src/cli/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { type ChannelSpec, channelsOf } from '../../src/features/notifications/channel.ts';
import { channelKind } from '../../src/features/notifications/channels/list.ts';
import { Config } from '../../src/server/config.ts';
import { describeWith, promtoolPath } from '../needs.ts';
import { messageOf, secret } from './office.ts';

const repository = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, repository), 'utf8');
const page = textOf('docs/notifications.md');
/** Blocks of YAML of the page, those with this text in it. */
const blocks = (holding: string): string[] =>
  [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!).filter((text) => text.includes(holding));
/** A configuration whose secrets are those of a test. */
const configOf = (text: string): Config => {
  const value = parse(text) as { secrets: Record<string, { for: string }> };
  const secrets = Object.entries(value.secrets).map(([name, { for: origin }]) => [
    name,
    { value: secret, for: origin },
  ]);
  return Config.parse({ ...value, secrets: Object.fromEntries(secrets) });
};

describe('what the documents say of channels', () => {
  it('is taken as it stands', () => {
    const channels = blocks('kind: Channel').map((text, index) => ({ path: `${index}.yaml`, text }));
    expect(channels).toHaveLength(1);
    expect(readFiles(channels, kinds).findings).toEqual([]);
    const configs = blocks('# waga.yaml');
    expect(configs).toHaveLength(2);
    for (const text of configs) expect(Object.keys(configOf(text).secrets)).toHaveLength(1);
  });

  it('has an example of every type, whose secrets go where the configuration beside it lets them', () => {
    const text = textOf('examples/notifications/catalog/channels.yaml');
    const { documents, findings } = readFiles([{ path: 'channels.yaml', text }], kinds);
    expect(findings).toEqual([]);
    const channels = channelsOf({ version: 1, appliedAt: 0, documents });
    expect(new Set(channels.map(({ spec }) => spec.type)).size).toBe(7);
    const { secrets, heartbeat } = configOf(textOf('examples/notifications/waga.yaml'));
    expect(Object.keys(secrets)).toContain(heartbeat?.secret);
    for (const { metadata, spec } of channels)
      expect([metadata.name, originsOf(spec, secrets)]).toEqual([metadata.name, []]);
  });
});

/** Secrets of a channel that would go elsewhere than the configuration says; an address that is a secret is its own. */
function originsOf(spec: ChannelSpec, secrets: Config['secrets']): string[] {
  const reveal = (name: string): string =>
    spec.type === 'slack-webhook' || spec.type === 'teams' ? `${secrets[name]?.origin}/x` : secret;
  const telling = { id: 'msg_1', channel: 'x', spec, message: messageOf('a', 1), opening: true, reference: null };
  const told = channelKind(spec.type).tell({ ...telling, inDigest: false, now: 0, secret: reveal });
  const target = told.by === 'mail' ? told.mail.server : new URL(told.url).origin;
  return told.secrets.filter((name) => secrets[name]?.origin !== target);
}

describeWith('promtool', 'the rule of the documents', () => {
  it('is one that Prometheus takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'waga-rules-'));
    const [rules] = blocks('# rules.yml');
    writeFileSync(join(folder, 'rules.yml'), rules!);
    const said = execFileSync(promtoolPath()!, ['check', 'rules', join(folder, 'rules.yml')], { encoding: 'utf8' });
    expect(said).toContain('SUCCESS: 1 rules found');
    rmSync(folder, { recursive: true });
  });
});
