import type { Bodies } from './body-shape.ts';
import { eventBodies } from './event-bodies.ts';
import type { LoadOrder } from './order.ts';
import { metricBodies, traceBodies } from './otlp-bodies.ts';

/** The bodies that an order asks for. */
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
