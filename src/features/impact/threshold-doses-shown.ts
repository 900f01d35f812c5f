/** Round doses (1, 2, 2.5, 5 × a power of ten apart) above `from` up to `to`, about `wanted` of them. */
export function roundDoses(from: number, to: number, wanted: number): Float64Array {
  const span = to - from;
  if (!(span > 0)) return new Float64Array(0);
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10);
  const out: number[] = [];
  for (let k = Math.floor(from / step) + 1; k * step <= to * (1 + 1e-9); k++)
    out.push(Number((k * step).toPrecision(12)));
  return Float64Array.from(out);
}

/**
 * Neighbouring bins joined for showing: `[first, end)` of each group. A group spans at most a `wanted`th of the doses, so
 * that the many usual ones share a few points and the rare high ones keep theirs.
 */
export function shownGroups(x: Float64Array, wanted: number): [number, number][] {
  const width = x.length === 0 ? 0 : (x[x.length - 1]! - x[0]!) / wanted;
  const out: [number, number][] = [];
  for (let first = 0; first < x.length; ) {
    let end = first + 1;
    while (end < x.length && x[end]! - x[first]! < width) end++;
    out.push([first, end]);
    first = end;
  }
  return out;
}
