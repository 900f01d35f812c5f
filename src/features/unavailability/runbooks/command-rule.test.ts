import { describe, expect, it } from 'vitest';
import { type CommandRule, commandProblem } from './command-rule.ts';

const rule: CommandRule = {
  ...{ name: 'drain', path: '/bin/true', arguments: [/^(?:node-[0-9]+)$/u, /^(?:on|off)$/u], rest: null },
  ...{ right: 'respond', runAs: null, timeLimitMs: 1_000, maxOutputBytes: 1_000 },
};
const problem = (given: string[], of: CommandRule = rule) =>
  commandProblem([of], { command: 'drain', arguments: given });

describe('the arguments of a command', () => {
  it('fit as a whole, each the pattern of its place', () => {
    expect(problem(['node-12', 'off'])).toBeNull();
    expect(problem(['node-12; rm', 'off'])).toContain('Argument 1');
    expect(problem(['node-12\n', 'off'])).toContain('Argument 1');
    expect(problem(['node-12', 'offon'])).toContain('Argument 2');
    expect(problem(['node-12', 'off\0'])).toContain('Argument 2');
  });

  it('are as many as the configuration names, with more only where it has a pattern for them', () => {
    expect(problem(['node-1'])).toContain('takes 2 arguments, 1 are given');
    expect(problem(['node-1', 'on', 'x'])).toContain('no more than 2');
    const more = { ...rule, rest: /^(?:[a-z]+)$/u };
    expect(problem(['node-1', 'on', 'x', 'y'], more)).toBeNull();
    expect(problem(['node-1', 'on', 'x', '-f'], more)).toContain('Argument 4');
  });

  it('do not help a command that the configuration lacks, and what does not fit is not repeated', () => {
    expect(commandProblem([], { command: 'drain', arguments: [] })).toContain('no command called drain');
    expect(problem(['hunter2', 'on'])).not.toContain('hunter2');
  });
});
