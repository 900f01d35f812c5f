/** Whose money one may see: all of it, or that of the named products (none when the list is empty). */
export type MoneyView = 'all' | readonly string[];

/** Whether the money of a product is shown; what belongs to no product is shown only to those who see all. */
export function showsMoney(view: MoneyView, product: string | null | undefined): boolean {
  if (view === 'all') return true;
  return product != null && view.includes(product);
}
