import { paintAll, paintLit } from './paint.ts';
import type { Lit, Scene } from './scene.ts';
import { Sheet } from './sheet.ts';
import { fitted, held, type Size, showing, type View, zoomedAt } from './view.ts';

/** So long after the last movement the picture is painted anew. */
const settledMs = 90;
/** Of each frame, so long may be spent on painting. */
const paintMs = 5;

/**
 * The picture of the map: two sheets, everything and above it what stands out, under one view. It works only while something
 * moves or is to be painted. `onMove` tells of every new view, for what lies above the picture.
 */
export class Stage {
  #all = new Sheet();
  #lit = new Sheet();
  #scene: Scene | null = null;
  #lights: Lit | null = null;
  #size: Size = { width: 0, height: 0 };
  #view: View = { left: 0, top: 0, scale: 1 };
  #movedAt = 0;
  #frame: number | null = null;
  #isStale = { all: false, lit: false };
  readonly #onMove: (view: View) => void;

  constructor(element: HTMLElement, onMove: (view: View) => void) {
    this.#onMove = onMove;
    this.#all.element.className = 'map-sheet';
    this.#lit.element.className = 'map-sheet';
    element.append(this.#all.element, this.#lit.element);
  }

  get view(): View {
    return this.#view;
  }

  get size(): Size {
    return this.#size;
  }

  /** Another size of the window; the first one, and one while the whole map was on show, shows the whole map. */
  resize(size: Size): void {
    const wasWhole = this.#size.width === 0 || this.#isWhole();
    this.#size = size;
    this.#isStale = { all: true, lit: true };
    if (wasWhole) this.fit();
    else this.move(this.#view);
  }

  /** Another graph or other colours; the view stays where the size of the map stays. */
  show(scene: Scene): void {
    const before = this.#scene?.layout;
    this.#scene = scene;
    this.#isStale = { all: true, lit: true };
    if (before === undefined || before.width !== scene.layout.width || before.height !== scene.layout.height)
      this.fit();
    else this.#wake();
  }

  /** What stands out; null: nothing does. */
  light(lights: Lit | null): void {
    if (this.#lights === null) this.#lit.clear();
    this.#lights = lights;
    this.#isStale.lit = true;
    this.#all.element.classList.toggle('dimmed', lights !== null);
    this.#lit.element.hidden = lights === null;
    this.#wake();
  }

  fit(): void {
    if (this.#scene) this.move(fitted(this.#scene.layout, this.#size), true);
  }

  /** `isAtOnce` paints without waiting until the movement has settled. */
  move(view: View, isAtOnce = false): void {
    if (this.#scene === null) return;
    this.#view = held(view, this.#scene.layout, this.#size);
    this.#movedAt = isAtOnce ? 0 : performance.now();
    this.#onMove(this.#view);
    this.#wake();
  }

  zoom(factor: number, x = this.#size.width / 2, y = this.#size.height / 2): void {
    if (this.#scene === null) return;
    const smallest = Math.min(0.5, fitted(this.#scene.layout, this.#size).scale * 0.8);
    this.move(zoomedAt(this.#view, factor, x, y, smallest));
  }

  /** Brings a node into sight; `isCentred` into the middle, large enough to be read. */
  reveal(x: number, y: number, isCentred = false): void {
    const scale = isCentred ? Math.max(this.#view.scale, 0.7) : this.#view.scale;
    this.move(showing({ ...this.#view, scale }, x, y, this.#size, isCentred), isCentred);
  }

  stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#all.element.remove();
    this.#lit.element.remove();
  }

  #isWhole(): boolean {
    if (this.#scene === null) return true;
    const whole = fitted(this.#scene.layout, this.#size);
    return whole.scale === this.#view.scale && whole.left === this.#view.left;
  }

  #wake(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = null;
    const { width, height } = this.#size;
    const scene = this.#scene;
    if (scene === null || width === 0 || height === 0) return;
    const isSettled = performance.now() - this.#movedAt > settledMs;
    const until = performance.now() + paintMs;
    // What stands out is what one waits for: it comes first.
    if (this.#lights !== null) this.#keep(this.#lit, 'lit', isSettled);
    this.#keep(this.#all, 'all', isSettled);
    for (const sheet of this.#lit.isPainting && this.#lights !== null ? [this.#lit, this.#all] : [this.#all])
      if (performance.now() < until) sheet.step(until);
    this.#all.follow(this.#view);
    this.#lit.follow(this.#view);
    const isDone = !this.#all.isPainting && (this.#lights === null || !this.#lit.isPainting);
    if (!isDone || !isSettled) this.#wake();
  }

  /** Begins a new picture where the present one is of another view or of other things. */
  #keep(sheet: Sheet, name: 'all' | 'lit', isSettled: boolean): void {
    const scene = this.#scene!;
    const mustNow = this.#isStale[name] || (sheet.isLeft(this.#view) && !sheet.isPainting);
    const should = isSettled && !sheet.isOf(this.#view, this.#size);
    if (!mustNow && !should) return;
    this.#isStale[name] = false;
    const lights = this.#lights;
    sheet.begin(this.#view, this.#size, (context, room) =>
      name === 'lit' && lights !== null ? paintLit(context, scene, room, lights) : paintAll(context, scene, room),
    );
  }
}
