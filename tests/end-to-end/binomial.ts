/** The fewest and the most of `n` that a share is drawn from, so that fewer or more come with a chance below `tail` each. */
export function binomialInterval(n: number, share: number, tail: number): [low: number, high: number] {
  const chances: number[] = [];
  let log = n * Math.log1p(-share);
  for (let k = 0; k <= n; k++) {
    chances.push(Math.exp(log));
    log += Math.log((n - k) / (k + 1)) + Math.log(share / (1 - share));
  }
  const end = (given: readonly number[]): number => {
    let sum = 0;
    return given.findIndex((chance) => {
      sum += chance;
      return sum >= tail;
    });
  };
  return [end(chances), n - end(chances.toReversed())];
}
