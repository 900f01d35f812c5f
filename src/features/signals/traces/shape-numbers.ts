import { type ShapeLook, ShapeTable } from './span-shapes.ts';

/** After so many shapes numbers begin anew, in another epoch. */
export const mostShapes = 8_192;
const epochsOfOne = 2 ** 20;

/** Gives the shapes of spans numbers. Those of two that have other `names` are of other epochs. */
export class ShapeNumbers {
  readonly #name: number;
  #table = new ShapeTable();
  #epoch = 0;
  #newest = 0;

  constructor(name: number) {
    this.#name = name;
  }

  /** A request begins, whose numbers are all of one epoch. */
  begin(): void {
    if (this.#newest < mostShapes) return;
    this.#table = new ShapeTable();
    this.#epoch += 1;
    this.#newest = 0;
  }

  get epoch(): number {
    return this.#name * epochsOfOne + (this.#epoch % epochsOfOne);
  }

  /** The number of a shape, from 1 on; 0 for one that has none. */
  of(look: ShapeLook): number {
    const known = this.#table.find(look);
    if (known !== undefined) return known;
    if (this.#newest >= mostShapes || !this.#table.add(look, this.#newest + 1)) return 0;
    this.#newest += 1;
    return this.#newest;
  }
}
