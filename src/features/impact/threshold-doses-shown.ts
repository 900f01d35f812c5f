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

/** Neighbouring bins joined for showing: `[first, end)` of each of about `wanted` groups. */
export function shownGroups(bins: number, wanted: number): [number, number][] {
  const size = Math.max(1, Math.round(bins / wanted));
  const out: [number, number][] = [];
  for (let first = 0; first < bins; first += size) out.push([first, Math.min(bins, first + size)]);
  return out;
}
