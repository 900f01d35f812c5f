/** An exact fraction in lowest terms; `text` is its decimal text cut, never rounded up, at six places: "0.999259". */
export interface ExactFraction {
  numerator: number;
  denominator: number;
  text: string;
}

const largest = BigInt(Number.MAX_SAFE_INTEGER);
const places = 6;
const scale = 10 ** places;
const largestScaled = Math.floor(Number.MAX_SAFE_INTEGER / scale);

/**
 * numerator/denominator, both ≥ 0 and the denominator > 0 (else RangeError), in lowest terms.
 * Where these do not fit a JavaScript number (a year weighted by shares of nine places), it is the largest fraction not above it
 * that does: it lies on the same side of every target, so nothing is met or missed by it (`lowerNeighbour`).
 */
export function fractionOf(numerator: bigint, denominator: bigint): ExactFraction {
  if (denominator <= 0n || numerator < 0n) {
    throw new RangeError(`a fraction of nothing or below zero: ${numerator}/${denominator}`);
  }
  const divisor = greatestCommonDivisor(numerator, denominator);
  const [n, d] = [numerator / divisor, denominator / divisor];
  const fits = n <= largest && d <= largest;
  const held = fits ? { n, d } : lowerNeighbour(n, d, largest);
  return { numerator: Number(held.n), denominator: Number(held.d), text: cutText(n, d) };
}

/**
 * The same of two counts, integers with 0 ≤ part ≤ whole ≤ 2^53 − 1 and whole > 0: in plain numbers as far as they are exact, since a
 * page asks for thousands.
 */
export function countedFraction(part: number, whole: number): ExactFraction {
  if (part > largestScaled) return fractionOf(BigInt(part), BigInt(whole));
  let [divisor, rest] = [whole, part];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  const scaled = part * scale;
  let cut = Math.floor(scaled / whole);
  // the quotient is rounded before it is cut
  if (cut * whole > scaled) cut -= 1;
  const ahead = Math.floor(cut / scale);
  const text = `${ahead}.${String(cut - ahead * scale).padStart(places, '0')}`;
  return { numerator: part / divisor, denominator: whole / divisor, text };
}

/** The greatest common divisor of two numbers ≥ 0 (Euclid); of 0 and n it is n. */
export function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other];
  while (b > largest) [a, b] = [b, a % b];
  if (b === 0n) return a;
  // Plain numbers are many times faster, and one step brings both below 2^53.
  let [x, y] = [Number(b), Number(a % b)];
  while (y > 0) [x, y] = [y, x % y];
  return BigInt(x);
}

function cutText(numerator: bigint, denominator: bigint): string {
  const whole = 10n ** BigInt(places);
  const cut = (numerator * whole) / denominator;
  return `${cut / whole}.${(cut % whole).toString().padStart(places, '0')}`;
}

/**
 * The largest fraction ≤ numerator/denominator (itself ≤ 1 or nearly so) whose denominator is at most `most`: a walk down the
 * Stern–Brocot tree, in strides. Source: Graham, Knuth, Patashnik, Concrete Mathematics, 4.5.
 */
function lowerNeighbour(numerator: bigint, denominator: bigint, most: bigint): { n: bigint; d: bigint } {
  let low = { n: numerator / denominator, d: 1n };
  let high = { n: low.n + 1n, d: 1n };
  for (;;) {
    // How often high may be added to low while low stays at or below what is sought, and then low to high while it stays above.
    const below = numerator * low.d - denominator * low.n;
    const above = denominator * high.n - numerator * high.d;
    const up = least(below / above, (most - low.d) / high.d);
    low = { n: low.n + up * high.n, d: low.d + up * high.d };
    const left = below - up * above;
    if (left === 0n) return low;
    const down = least((above - 1n) / left, (most - high.d) / low.d);
    high = { n: high.n + down * low.n, d: high.d + down * low.d };
    if (up === 0n && down === 0n) return low;
  }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
