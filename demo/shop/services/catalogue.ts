import { work } from '../delay.ts';
import type { Route } from '../service.ts';

const products = Array.from({ length: 24 }, (_, index) => ({ id: `p${index + 1}`, minor: 2_500 + index * 1_250 }));

/** What the shop sells. */
export function catalogue(): Route[] {
  return [
    {
      method: 'GET',
      route: '/products',
      async handle({ gone }) {
        await work(9, gone);
        return { status: 200, body: { products } };
      },
    },
    {
      method: 'GET',
      route: '/products/:id',
      async handle({ path, gone }) {
        await work(6, gone);
        const product = products.find(({ id }) => path.endsWith(`/${id}`));
        return product ? { status: 200, body: product } : { status: 404 };
      },
    },
  ];
}
