import { normalQuantile } from '../../src/maths/distributions.ts';

/** What a group of windows showed. */
export class Tally {
  windows = 0;
  inside = 0;
  below = 0;
  above = 0;
  #excess = 0;
  #width = 0;
  #best = 0;

  /** A window in which `actual` came, `truth` was its true mean and `dispersion` its true φ. */
  add(
    found: { value: number; low: number; high: number },
    actual: number,
    truth: number,
    dispersion: number,
    best?: number,
  ): void {
    this.windows++;
    if (actual < found.low) this.below++;
    else if (actual > found.high) this.above++;
    else this.inside++;
    const sd = Math.sqrt(dispersion * truth);
    this.#excess += ((found.value - truth) / sd) ** 2;
    if (best !== undefined) this.#best += ((best - truth) / sd) ** 2;
    this.#width += (found.high - found.low) / (2 * normalQuantile(0.95) * sd);
  }

  /** √(1 + mean((E − μ)²/(φμ))): how much wider the errors are than those of an oracle that knows μ. */
  get excess(): number {
    return Math.sqrt(1 + this.#excess / this.windows);
  }

  /** The same for one who knows the shape and the law of the weather: what nobody can be better than. */
  get best(): number {
    return Math.sqrt(1 + this.#best / this.windows);
  }

  /** Mean width over that of the oracle. */
  get width(): number {
    return this.#width / this.windows;
  }

  text(): string {
    const percent = (n: number): string => ((100 * n) / this.windows).toFixed(1).padStart(5);
    return `inside ${percent(this.inside)} % (below ${percent(this.below)}, above ${percent(this.above)})  excess ${this.excess.toFixed(2)} (at best ${this.best.toFixed(2)})  width ${this.width.toFixed(2)}  (${this.windows} windows)`;
  }
}

/** The tally of a name, made when it is first asked for. */
export function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  let found = tallies.get(name);
  if (!found) {
    found = new Tally();
    tallies.set(name, found);
  }
  return found;
}

export function printTallies(title: string, tallies: ReadonlyMap<string, Tally>): void {
  console.log(`\n${title}`);
  for (const [name, tally] of tallies) console.log(`  ${name.padEnd(28)} ${tally.text()}`);
}
