/** What can be ordered. */

export interface Product {
  readonly name: string;
  /** In cents. */
  readonly price: number;
  /** How often it is ordered, against the others. */
  readonly weight: number;
}

export const products = [
  { name: 'coffee-beans', price: 1490, weight: 30 },
  { name: 'espresso-cups', price: 2450, weight: 18 },
  { name: 'filter-papers', price: 390, weight: 24 },
  { name: 'grinder', price: 12900, weight: 6 },
  { name: 'kettle', price: 5900, weight: 8 },
  { name: 'milk-jug', price: 1850, weight: 10 },
  { name: 'scales', price: 3490, weight: 4 },
] as const satisfies readonly [Product, ...Product[]];

/** The most of a product that an order may have. */
export const quantityAtMost = 100;

export function productNamed(name: string): Product | undefined {
  return products.find((product) => product.name === name);
}
