const [width, row, left] = [860, 92, 170];
const most = 60;

/** Each frame as a dot by its length, a row for each run, with the line that none may pass while panning. */
export function framesFigure(runs: Readonly<Record<string, { lengths: readonly number[] }>>): string {
  const names = Object.keys(runs);
  const height = names.length * row + 46;
  const x = (ms: number): number => left + (Math.min(ms, most) / most) * (width - left - 20);
  const dots = names.flatMap((name, index) =>
    runs[name]!.lengths.map((length, nth) => {
      const y = index * row + 14 + ((nth * 37) % (row - 28));
      return `<circle cx="${x(length).toFixed(1)}" cy="${y}" r="1.8" fill="${length > 50 ? '#b0211c' : '#2b6ea6'}" fill-opacity="0.45"/>`;
    }),
  );
  const marks = [0, 10, 16.7, 20, 30, 40, 50, 60].map(
    (ms) =>
      `<line x1="${x(ms)}" x2="${x(ms)}" y1="8" y2="${height - 36}" stroke="${ms === 50 ? '#b0211c' : '#dedbd3'}"${ms === 50 ? ' stroke-dasharray="4 3"' : ''}/><text x="${x(ms)}" y="${height - 20}" text-anchor="middle">${ms === 16.7 ? '' : ms}</text>`,
  );
  const labels = names.map((name, index) => `<text x="12" y="${index * row + row / 2 + 4}">${name}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#16202b" role="img" aria-label="Lengths of frames in milliseconds">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...marks,
    ...dots,
    ...labels,
    `<text x="${width - 20}" y="${height - 4}" text-anchor="end" fill="#5c6670">ms a frame</text>`,
    '</svg>',
    '',
  ].join('\n');
}
