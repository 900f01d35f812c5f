import type { Writer } from '../../access/writer.ts';
import type { Intake } from '../actions/intake.ts';
import type { Rules } from '../otlp/fast/known-values.ts';
import { MetricsMemory, nameOf } from '../otlp/fast/metrics-memory.ts';
import { type MetricsBody, readMetrics } from '../otlp/read-metrics.ts';
import type { Source } from '../source.ts';
import { inOrder } from './in-order.ts';

/** More rules than these at once are sent to the threads more often. */
const mostRules = 64;
/** After a body that was left to this thread so many of the same sender are read here at once, before another is tried. */
const readHere = 63;

/** The rules of a sender as the threads know them, and how many of its bodies are not tried there. */
interface Sender {
  rules: Rules;
  left: number;
}

/**
 * How a body of metrics in protobuf is read: on another thread, as rows of numbers, what is rare here.
 */
export function metricsReading({ sumMetrics }: Pick<Intake, 'sumMetrics'>) {
  const memory = new MetricsMemory();
  const senders = new Map<string, Sender>();
  const ordered = inOrder();

  const senderOf = (rules: Rules): Sender => {
    const name = nameOf(rules);
    let sender = senders.get(name);
    if (sender === undefined) {
      if (senders.size >= mostRules) senders.clear();
      const { name: source, resourceAttributes } = rules.source;
      sender = { rules: { source: { name: source, resourceAttributes }, writer: rules.writer }, left: 0 };
      senders.set(name, sender);
    }
    return sender;
  };

  async function read(bytes: Buffer, source: Source, writer: Writer): Promise<MetricsBody> {
    const rules = { source, writer };
    const here = (): MetricsBody => readMetrics(bytes, rules, memory);
    // memory that no thread sees is small, or came compressed
    if (!(bytes.buffer instanceof SharedArrayBuffer)) return here();
    const sender = senderOf(rules);
    if (sender.left > 0) {
      sender.left -= 1;
      return here();
    }
    const summed = await sumMetrics(bytes, sender.rules);
    if (summed !== null) {
      const name = nameOf(rules);
      return 'columns' in summed ? { bytes, rules: name, ...summed } : { summed, rules: name, again: here };
    }
    sender.left = readHere;
    return here();
  }

  return {
    /** Bodies of a source come out in their order. Rejects with an Error of the library decoder where the bytes are no request. */
    read: (bytes: Buffer, source: Source, writer: Writer): Promise<MetricsBody> =>
      ordered(source.name, read(bytes, source, writer)),
    /** Nobody may look at the body any more. */
    giveBack(body: MetricsBody): void {
      if ('columns' in body) memory.giveBack(body.columns);
    },
  };
}
