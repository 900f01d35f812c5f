import type { Room } from './scene.ts';
import type { Size, View } from './view.ts';

/** So much more than the window is painted on each side, so that panning a little shows nothing empty. */
const beyond = 0.25;

/**
 * A drawing that follows the view at once and is drawn anew behind the scenes: what is on show is moved and scaled by the
 * compositor while a second canvas is painted in small steps; when that is whole they change places.
 */
export class Sheet {
  readonly element: HTMLDivElement;
  #front: HTMLCanvasElement;
  #back: HTMLCanvasElement;
  #shown: { view: View; size: Size } | null = null;
  #job: { steps: Generator<void>; view: View; size: Size; context: CanvasRenderingContext2D } | null = null;

  constructor() {
    this.element = document.createElement('div');
    this.#front = canvas();
    this.#back = canvas();
    this.element.append(this.#front, this.#back);
  }

  get isPainting(): boolean {
    return this.#job !== null;
  }

  /** Whether what is on show, or being painted, is of this view. */
  isOf(view: View, size: Size): boolean {
    const of = this.#job ?? this.#shown;
    return (
      of !== null &&
      of.size.width === size.width &&
      of.size.height === size.height &&
      of.view.scale === view.scale &&
      of.view.left === view.left &&
      of.view.top === view.top
    );
  }

  /** Whether the window has left what is painted, or is about to. */
  isLeft(view: View): boolean {
    if (this.#shown === null) return true;
    const { view: of, size } = this.#shown;
    const by = view.scale / of.scale;
    const start = (now: number, then: number, room: number): number => now + (-room * beyond - then) * by;
    const left = start(view.left, of.left, size.width);
    const top = start(view.top, of.top, size.height);
    const long = 1 + 2 * beyond;
    const spare = 0.06;
    return (
      left > -size.width * spare ||
      top > -size.height * spare ||
      left + size.width * long * by < size.width * (1 + spare) ||
      top + size.height * long * by < size.height * (1 + spare)
    );
  }

  /** Begins to paint a view; `paint` is asked for its steps once. What was being painted is dropped. */
  begin(view: View, size: Size, paint: (context: CanvasRenderingContext2D, room: Room) => Generator<void>): void {
    const ratio = Math.min(2, devicePixelRatio);
    const [left, top] = [size.width * beyond, size.height * beyond];
    const [wide, high] = [Math.ceil((size.width + 2 * left) * ratio), Math.ceil((size.height + 2 * top) * ratio)];
    if (this.#back.width !== wide || this.#back.height !== high) {
      this.#back.width = wide;
      this.#back.height = high;
    }
    // Read at each step, below: a canvas that is never read would do all its work when it is first shown.
    const context = this.#back.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    const { scale } = view;
    context.reset();
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (view.left + left), ratio * (view.top + top));
    const room = {
      x1: (-left - view.left) / scale,
      y1: (-top - view.top) / scale,
      x2: (size.width + left - view.left) / scale,
      y2: (size.height + top - view.top) / scale,
      scale,
    };
    this.#job = { steps: paint(context, room), view, size, context };
  }

  /** Paints until the time is over. True when the picture has just become whole and is shown. */
  step(until: number): boolean {
    const job = this.#job;
    if (job === null) return false;
    do {
      const { done } = job.steps.next();
      job.context.getImageData(0, 0, 1, 1);
      if (done) {
        this.#swap(job);
        return true;
      }
    } while (performance.now() < until);
    return false;
  }

  #swap({ view, size }: { view: View; size: Size }): void {
    [this.#front, this.#back] = [this.#back, this.#front];
    for (const one of [this.#front, this.#back]) {
      one.style.width = `${size.width * (1 + 2 * beyond)}px`;
      one.style.height = `${size.height * (1 + 2 * beyond)}px`;
      one.style.left = `${-size.width * beyond}px`;
      one.style.top = `${-size.height * beyond}px`;
      one.style.transformOrigin = `${size.width * beyond}px ${size.height * beyond}px`;
    }
    this.#shown = { view, size };
    this.#job = null;
    this.#front.style.visibility = 'visible';
    this.#back.style.visibility = 'hidden';
  }

  /** Nothing is on show until the next picture is whole. */
  clear(): void {
    this.#shown = null;
    this.#job = null;
    this.#front.style.visibility = 'hidden';
  }

  /** Moves and scales what is on show to where the view has it. */
  follow(view: View): void {
    if (this.#shown === null) return;
    const { view: of } = this.#shown;
    const by = view.scale / of.scale;
    this.#front.style.transform = `translate(${view.left - of.left * by}px, ${view.top - of.top * by}px) scale(${by})`;
  }
}

function canvas(): HTMLCanvasElement {
  const made = document.createElement('canvas');
  made.style.position = 'absolute';
  made.style.visibility = 'hidden';
  made.style.willChange = 'transform';
  return made;
}
