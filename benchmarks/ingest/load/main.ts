/** The load generator, a process of its own: reads one order as JSON from stdin, writes its report as JSON to stdout. */
import { text } from 'node:stream/consumers';
import { sources } from '../catalogue.ts';
import { bodiesOf } from './bodies.ts';
import type { LoadOrder } from './order.ts';
import { sendAll } from './sending.ts';

const order = JSON.parse(await text(process.stdin)) as LoadOrder;
process.stdout.write(JSON.stringify(await sendAll(order, bodiesOf(order), sources)));
