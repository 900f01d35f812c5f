import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ProductError } from '../errors.ts';
import type { ImportFormat, ImportReading, PlacedRow } from './import-reading.ts';
import { type CountOptions, SampleCounter } from './openmetrics/count-samples.ts';
import { parseLine } from './openmetrics/parse-line.ts';

/** A longer line is none of this format; it bounds the memory. */
const longestLine = 1_048_576;

/** OpenMetrics text 1.0 with timestamps, ended by `# EOF`. */
export function openMetricsFormat(options: CountOptions): ImportFormat {
  const open = (file: string) => openFile(file, options);
  return { name: 'openmetrics', settings: JSON.stringify(options), place: 'line', open };
}

async function openFile(file: string, options: CountOptions): Promise<ImportReading> {
  const { size } = await stat(file);
  const bytes = createReadStream(file);
  const counter = new SampleCounter(options);
  return {
    rows: rowsOf(file, bytes, counter),
    share: () => bytes.bytesRead / size,
    leftOut: () => ({ ...counter.leftOut }),
    close: () => bytes.destroy(),
  };
}

async function* rowsOf(file: string, bytes: AsyncIterable<Buffer>, counter: SampleCounter): AsyncGenerator<PlacedRow> {
  let place = 0;
  let ended = false;
  for await (const text of linesOf(file, bytes)) {
    place += 1;
    if (ended) throw wrong(file, place, 1, text, 'nothing after # EOF');
    const line = parseLine(text);
    if ('expected' in line) throw wrong(file, place, line.column, text, line.expected);
    if (line.kind === 'eof') ended = true;
    else if (line.kind === 'type') counter.type(line.family, line.type);
    else if (line.kind === 'sample') {
      const counted = counter.add(line, place);
      if (counted === null) continue;
      if ('expected' in counted) throw wrong(file, place, line.series.length + 2, text, counted.expected);
      yield counted;
    }
  }
  if (!ended) throw wrong(file, place + 1, 1, '', '# EOF, without which the file is cut short');
  yield* counter.rest();
}

/** Lines end with LF and are UTF-8. */
async function* linesOf(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let place = 1;
  const decoded = (part?: Buffer): string => {
    try {
      return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
    } catch {
      throw wrong(file, place, 1, '', 'UTF-8');
    }
  };
  for await (const part of bytes) {
    const lines = (rest + decoded(part)).split('\n');
    rest = lines.pop()!;
    if (rest.length > longestLine)
      throw wrong(file, place + lines.length, 1, '', `at most ${longestLine} characters in a line`);
    yield* lines;
    place += lines.length;
  }
  rest += decoded();
  // The last line may do without its end.
  if (rest !== '') yield rest;
}

function wrong(file: string, line: number, column: number, text: string, expected: string): ProductError {
  const there = text.slice(column - 1);
  const found = there.length > 80 ? `${there.slice(0, 80)}…` : there;
  const message = `${file}: line ${line}, column ${column}: found ${JSON.stringify(found)}, expected ${expected}`;
  return new ProductError('bad_input', message, { file, line, column, found, expected });
}
