import { describe, expect, it } from 'vitest';
import { CommandsConfig } from './commands-config.ts';
import { Config } from './config.ts';

const drain = { name: 'drain', path: '/usr/local/bin/drain', arguments: ['node-[0-9]+|all'] };
const problems = (...commands: object[]) =>
  CommandsConfig.safeParse(commands).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('the commands of the configuration', () => {
  it('are none unless they are named', () => {
    expect(Config.parse({}).commands).toEqual([]);
  });

  it('take patterns of whole arguments, a right, a time and a size', () => {
    const [rule] = CommandsConfig.parse([{ ...drain, rest: '[a-z]+', right: 'administer', timeLimit: '90s' }]);
    expect(rule).toMatchObject({
      name: 'drain',
      right: 'administer',
      runAs: null,
      timeLimitMs: 90_000,
      maxOutputBytes: 16_384,
    });
    const [pattern] = rule!.arguments;
    expect(['node-1', 'all', 'xall', 'node-1x', 'node-1\n'].map((text) => pattern!.test(text))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('say all that is wrong with them', () => {
    expect(problems(drain, drain)).toEqual(['1.name: drain is the name of another command']);
    expect(problems({ ...drain, path: 'drain' })[0]).toContain('expected the absolute path');
    expect(problems({ ...drain, arguments: ['('] })[0]).toContain('expected a regular expression');
    expect(problems({ ...drain, timeLimit: '2d' })[0]).toContain('a day at most');
    expect(problems({ ...drain, shell: true })[0]).toContain('Unrecognized key');
  });

  it('name a user only where the server may change users, and one that there is', () => {
    const mayChange = process.getuid?.() === 0;
    expect(problems({ ...drain, user: 'nobody-like-this' })[0]).toContain(
      mayChange ? 'no user called' : 'not started by root',
    );
    const found = CommandsConfig.safeParse([{ ...drain, user: 'root' }]);
    expect(found.success ? found.data[0]!.runAs : 'refused').toEqual(mayChange ? { uid: 0, gid: 0 } : 'refused');
  });
});
