interface Waiting<Member, Result> {
  member: Member;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** After a piece with several members the next waits so long: a commit costs the same for one as for a hundred. */
const restMs = 10;
/** So many go together at most; more would hold up the first of them. */
const mostTogether = 1_000;

/**
 * Lets what comes while a piece of work goes on wait for the next, and then go together: requests share a commit when many
 * come, and one that comes alone waits for nobody. `work` gives a result for each member, in order; when it throws, all of
 * its members get the error, and the next piece begins.
 */
export class Gathering<Member, Result> {
  readonly #work: (members: readonly Member[]) => Promise<readonly Result[]>;
  #waiting: Waiting<Member, Result>[] = [];
  #isWorking = false;

  constructor(work: (members: readonly Member[]) => Promise<readonly Result[]>) {
    this.#work = work;
  }

  take(member: Member): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ member, resolve, reject });
    if (!this.#isWorking) void this.#goOn();
    return promise;
  }

  async #goOn(): Promise<void> {
    this.#isWorking = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, mostTogether);
      this.#waiting = this.#waiting.slice(mostTogether);
      try {
        const results = await this.#work(group.map(({ member }) => member));
        for (const [index, { resolve }] of group.entries()) resolve(results[index]!);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      if (group.length > 1) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    this.#isWorking = false;
  }
}
