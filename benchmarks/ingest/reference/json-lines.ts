/**
 * The reference of events, as a process of its own: fastify takes the body, `JSON.parse` reads each line, nothing is judged,
 * kept or made durable. `--processes 2` lets two of them share the port.
 */
import cluster from 'node:cluster';
import { parseArgs } from 'node:util';
import { listenAs, spawnWorkers } from './listen.ts';

const { values } = parseArgs({ options: { processes: { type: 'string', default: '1' } } });
const processes = Number(values.processes);

if (cluster.isPrimary && processes > 1) spawnWorkers(processes);
else {
  listenAs((body) => {
    let accepted = 0;
    for (const line of body.toString('utf8').split('\n')) {
      if (line === '') continue;
      const event = JSON.parse(line) as { process: string };
      if (event.process !== '') accepted += 1;
    }
    return { accepted };
  });
}
