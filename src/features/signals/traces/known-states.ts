import type { Wire } from '../otlp/wire.ts';
import { ByteTable } from './byte-table.ts';
import { ByteWords } from './byte-words.ts';
import { isTooRare, type SpanSampling, samplingOf, unknownSampling } from './sampling.ts';

/** What a tracestate says of sampling, as far as it does not depend on the trace's own randomness. */
export interface KnownState {
  sampling: SpanSampling;
  tooRare: boolean;
  /** The threshold in halves of 24 and 32 bits, to be compared with the end of the trace id; 0 where nothing is to be. */
  high: number;
  low: number;
}

const highest = 'f'.repeat(32);
const lowest = '0'.repeat(32);

/** Those with a randomness of their own differ by trace and push the others out. */
const known = new ByteTable<KnownState>(512, 256);
const nothingSaid: KnownState = { sampling: unknownSampling, tooRare: false, high: 0, low: 0 };

/** What the tracestate in a range says. */
export function stateIn(wire: Wire, from: number, length: number): KnownState {
  if (length === 0) return nothingSaid;
  if (last !== null && last.words.length === length && last.words.standAt(wire.view, from)) return last.state;
  const state = known.find(wire.view, from, length) ?? learned(wire, from, length);
  const words = ByteWords.of(wire.view, from, from + length);
  last = words === null ? null : { words, state };
  return state;
}

/** Most spans say what the span before them said. */
let last: { words: ByteWords; state: KnownState } | null = null;

function learned(wire: Wire, from: number, length: number): KnownState {
  const text = wire.text(from, from + length);
  const sampling = samplingOf(text, highest);
  const ofLowest = samplingOf(text, lowest);
  const threshold = ofLowest.threshold === sampling.threshold ? 0n : sampling.threshold;
  const state: KnownState = {
    sampling,
    tooRare: isTooRare(sampling),
    high: Number(threshold >> 32n),
    low: Number(threshold & 0xffffffffn),
  };
  known.add(wire.view, from, length, state);
  return state;
}

/** The sampling of a span whose trace id of 16 bytes stands at `trace`; a threshold that its end lies below is none. */
export function samplingIn(state: KnownState, view: DataView, trace: number): SpanSampling {
  if (state.high === 0 && state.low === 0) return state.sampling;
  const high = view.getUint32(trace + 8) & 0xffffff;
  const below = high < state.high || (high === state.high && view.getUint32(trace + 12) < state.low);
  return below ? unknownSampling : state.sampling;
}
