import { printDetection } from './detection-table.ts';
import { printLossWorlds } from './loss-worlds.ts';
import { printRealSeries } from './real-series.ts';
import { printTaxi } from './taxi.ts';

/**
 * `node benchmarks/accuracy/run.ts [worlds per rate] [tune]`: prints how right the numbers are and how sure. Worlds with seeds
 * from 1 on are for tuning (`tune`); those reported begin at 500 000 and nothing was ever chosen by them.
 */
const worldsPerRate = Number(process.argv[2] ?? 70);
const firstSeed = process.argv.includes('tune') ? 1 : 500_000;
const began = performance.now();

console.log(firstSeed === 1 ? 'Tuning worlds: not for reporting.' : 'Reported worlds.');
for (const weather of ['calm', 'rough'] as const) {
  printLossWorlds(firstSeed, weather === 'calm' ? worldsPerRate : Math.ceil(worldsPerRate / 3), weather);
}
printRealSeries(Math.ceil(worldsPerRate / 2));
printTaxi(worldsPerRate >= 70 ? 1 : 10);
printDetection(firstSeed + (firstSeed === 1 ? 100_000 : 300_000), 2 * worldsPerRate);
console.log(`\nDone in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
