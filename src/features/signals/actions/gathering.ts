interface Waiting<Member, Result> {
  member: Member;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** After a piece with several members the next waits so long: a commit costs the same for one as for a hundred. */
const restMs = 10;
/** So many go together at most; more would hold up the first of them. */
const mostTogether = 1_000;
/** So much that takes memory row by row goes together at most, unless one member alone brings more. */
const mostWeight = 50_000;

/**
 * Lets what comes while a piece of work goes on wait for the next, and then go together: requests share a commit when many
 * come, and one that comes alone waits for nobody. `work` gives a result for each member, in order; when it throws, all of
 * its members get the error, and the next piece begins.
 */
export class Gathering<Member, Result> {
  readonly #work: (members: readonly Member[]) => Promise<readonly Result[]>;
  readonly #weigh: (member: Member) => number;
  #waiting: Waiting<Member, Result>[] = [];
  #isWorking = false;

  /** `weigh`: how many rows of a member take memory of their own while it is stored. */
  constructor(
    work: (members: readonly Member[]) => Promise<readonly Result[]>,
    weigh: (member: Member) => number = () => 0,
  ) {
    this.#work = work;
    this.#weigh = weigh;
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
      const group = this.#next();
      this.#waiting = this.#waiting.slice(group.length);
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

  #next(): Waiting<Member, Result>[] {
    let weight = 0;
    const tooMuch = this.#waiting.findIndex(({ member }, index) => {
      weight += this.#weigh(member);
      return index > 0 && (index === mostTogether || weight > mostWeight);
    });
    return tooMuch < 0 ? this.#waiting.slice() : this.#waiting.slice(0, tooMuch);
  }
}
