import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering.ts';

/** Work that the test lets go on, with the groups it was given. */
function held() {
  const groups: number[][] = [];
  const goes: { now(): void; fail(error: Error): void }[] = [];
  const gathering = new Gathering<number, number>((members) => {
    groups.push([...members]);
    const { promise, resolve, reject } = Promise.withResolvers<readonly number[]>();
    goes.push({ now: () => resolve(members.map((member) => 10 * member)), fail: reject });
    return promise;
  });
  const until = async (count: number) => {
    while (groups.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { gathering, groups, goes, until };
}

describe('what comes while others are being stored', () => {
  it('begins at once when nothing goes on, and then goes together', async () => {
    const { gathering, groups, goes, until } = held();
    const answers = [1, 2, 3, 4].map((member) => gathering.take(member));
    expect(groups).toEqual([[1]]);
    goes[0]!.now();
    expect(await answers[0]).toBe(10);
    await until(2);
    expect(groups).toEqual([[1], [2, 3, 4]]);
    goes[1]!.now();
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40]);
    const last = gathering.take(5);
    await until(3);
    goes[2]!.now();
    expect(await last).toBe(50);
  });

  it('goes in parts where members bring much, but never leaves one out', async () => {
    const groups: number[][] = [];
    const gathering = new Gathering<number, number>(
      async (members) => {
        groups.push([...members]);
        return members;
      },
      (member) => member,
    );
    const members = [1, 20_000, 30_000, 1, 90_000, 40_000, 10_000];
    expect(await Promise.all(members.map((member) => gathering.take(member)))).toEqual(members);
    expect(groups).toEqual([[1], [20_000, 30_000], [1], [90_000], [40_000, 10_000]]);
  });

  it('tells an error to all that went together, and goes on with the others', async () => {
    const { gathering, goes, until } = held();
    const first = gathering.take(1);
    const second = gathering.take(2);
    const third = gathering.take(3);
    goes[0]!.now();
    await first;
    await until(2);
    const fourth = gathering.take(4);
    goes[1]!.fail(new Error('the disk refuses'));
    await expect(second).rejects.toThrow('the disk refuses');
    await expect(third).rejects.toThrow('the disk refuses');
    await until(3);
    goes[2]!.now();
    expect(await fourth).toBe(40);
  });
});
