import { once } from 'node:events';
import { slowVendor, vendorHangShare } from '../../model/world.ts';
import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import type { Switches } from '../switches.ts';

/** The outside vendor. It sends no telemetry to the shop: what is known of it is what its caller measures. */
export function vendorPayfast(switches: Switches): Route[] {
  return [
    {
      method: 'POST',
      route: '/authorisations',
      async handle({ body, gone }) {
        if (switches.on('vendor-down')) {
          if (Math.random() < vendorHangShare && !gone.aborted) await once(gone, 'abort');
          await work(40, gone);
          return { status: 503 };
        }
        const slow = switches.on('vendor-slow');
        await work(slow ? slowVendor.medianMs : 160, gone, slow ? slowVendor.spread : undefined);
        return body.card === 'empty' ? { status: 402 } : { status: 201 };
      },
    },
  ];
}
