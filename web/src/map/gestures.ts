import type { Stage } from './stage.ts';

/** So many pixels may a pointer move and still pick what is under it. */
const slack = 4;

interface Pointer {
  x: number;
  y: number;
}

/**
 * Mouse, pen and touch on the stage: one pointer pans, two zoom, the wheel zooms where it points, a press without movement
 * picks. Returns how to stop.
 */
export function listen(element: HTMLElement, stage: Stage, onPick: (x: number, y: number) => void): () => void {
  const pointers = new Map<number, Pointer>();
  let moved = 0;
  const at = ({ clientX, clientY }: MouseEvent): Pointer => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const down = (event: PointerEvent): void => {
    if ((event.target as HTMLElement).closest('button') || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) moved = 0;
  };
  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = at(event);
    const [first, second] = [...pointers.entries()].filter(([id]) => id !== event.pointerId);
    pointers.set(event.pointerId, now);
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (moved <= slack || second !== undefined) return;
    const { view } = stage;
    if (first === undefined) {
      stage.move({ ...view, left: view.left + now.x - before.x, top: view.top + now.y - before.y });
      return;
    }
    const other = first[1];
    const apart = (one: Pointer): number => Math.max(10, Math.hypot(one.x - other.x, one.y - other.y));
    stage.zoom(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  };
  const up = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || event.type === 'pointercancel') return;
    if (pointers.size === 0 && moved <= slack) {
      const { x, y } = at(event);
      onPick(x, y);
    }
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const { x, y } = at(event);
    stage.zoom(Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 120 : 480)), x, y);
  };
  const listeners: [string, (event: never) => void][] = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', up],
    ['wheel', wheel],
  ];
  for (const [name, heard] of listeners) element.addEventListener(name, heard as EventListener, { passive: false });
  return () => {
    for (const [name, heard] of listeners) element.removeEventListener(name, heard as EventListener);
  };
}
