/** `node benchmarks/queries/own/still-server.ts DATA`: a server whose clock does not tick, so that what its processor does is answers alone. */
import { Config } from '../../../src/server/config.ts';
import { startServer } from '../../../src/server/start.ts';

const running = await startServer(
  Config.parse({ data: process.argv[2], listen: { port: 0 }, log: { level: 'error' } }),
  {
    ticking: false,
  },
);
process.once('SIGTERM', () => void running.stop());
console.log(`Waga is at ${running.url}`);
