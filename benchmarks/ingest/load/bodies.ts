/** Bodies of one kind, ready to be sent. */
import { eventBodies } from './event-bodies.ts';
import type { LoadOrder } from './order.ts';
import { metricBodies, traceBodies } from './otlp-bodies.ts';

export interface Bodies {
  path: string;
  /** Lines of the head that are the same in every request, each with its end. */
  headers: string;
  /** Which of the sources they speak for. */
  source: 'events' | 'otlp' | 'write';
  rows: number;
  /** The body of the request of that number (all different) on that connection, valid until the next is asked for there. */
  body(connection: number, sequence: number): Buffer;
}

export function bodiesOf(order: LoadOrder): Bodies {
  const plain = { id: false, user: false, gzip: false };
  switch (order.kind) {
    case 'plain':
      return eventBodies(order, plain);
    case 'with id':
      return eventBodies(order, { ...plain, id: true });
    case 'with id and user':
      return eventBodies(order, { ...plain, id: true, user: true });
    case 'gzip':
      return eventBodies(order, { ...plain, gzip: true });
    case 'otlp metrics':
      return metricBodies(order, 'sums');
    case 'otlp histograms':
      return metricBodies(order, 'histograms');
    case 'otlp traces':
      return traceBodies(order);
  }
}
