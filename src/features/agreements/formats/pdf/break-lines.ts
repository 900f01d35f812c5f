/** The width of a piece of text in the font at hand. Asked once for each piece, so it may be slow. */
export type Measure = (piece: string) => number;

/** After these a line may end: blanks are left at its end, the others stay. No-break spaces are none of them. */
const pieces = /[^ \-–/]*(?: +|[-–/]+|$)/g;

/**
 * Text as lines of at most `width`, broken at blanks, hyphens and slashes, and within a word only where it is wider than a whole
 * line. Nothing is lost: the lines together are the text, without its line feeds. At least one character stands in each line.
 */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => paragraphLines(paragraph, width, measure));
}

/** What lines are broken between. */
export const piecesOf = (text: string): string[] => text.match(pieces) ?? [];

function paragraphLines(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let [line, used] = ['', 0];
  const put = (piece: string, size: number): void => {
    line += piece;
    used += size;
  };
  const end = (): void => {
    lines.push(line);
    [line, used] = ['', 0];
  };
  for (const piece of piecesOf(paragraph)) {
    const shown = measure(piece.trimEnd());
    if (line !== '' && used + shown > width) end();
    if (shown <= width) put(piece, measure(piece));
    else {
      for (const sign of piece) {
        const size = measure(sign);
        if (line !== '' && used + size > width) end();
        put(sign, size);
      }
    }
  }
  end();
  return lines;
}
