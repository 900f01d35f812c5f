/**
 * The reference of OTLP, as a process of its own: fastify takes the body, the code that protobufjs generates for the messages decodes
 * it into objects, nothing is judged, kept or made durable. `--processes 2` lets two of them share the port.
 */
import cluster from 'node:cluster';
import { parseArgs } from 'node:util';
import { requestMessage } from '../../../src/features/signals/otlp/message-schema.ts';
import { tracesMessage } from '../../../src/features/signals/traces/traces-schema.ts';
import { listenAs, spawnWorkers } from './listen.ts';

const { values } = parseArgs({ options: { processes: { type: 'string', default: '1' } } });
const processes = Number(values.processes);

if (cluster.isPrimary && processes > 1) spawnWorkers(processes);
else {
  listenAs((body, path) => {
    const message = (path === '/v1/traces' ? tracesMessage : requestMessage).decode(body) as unknown as {
      resourceMetrics?: object[];
      resourceSpans?: object[];
    };
    return { accepted: (message.resourceMetrics ?? message.resourceSpans ?? []).length };
  });
}
