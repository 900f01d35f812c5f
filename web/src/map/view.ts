import { nodeSize } from './layout.ts';

/** A point of the map (x, y) stands at (x·scale + left, y·scale + top) of the window. */
export interface View {
  left: number;
  top: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const largest = 2.5;
const margin = 16;

/** The whole map in the window; a small one is not blown up. */
export function fitted(map: Size, window: Size): View {
  const scale = Math.min(1.1, (window.width - 2 * margin) / map.width, (window.height - 2 * margin) / map.height);
  const held = Number.isFinite(scale) && scale > 0 ? scale : 1;
  return {
    scale: held,
    left: (window.width - map.width * held) / 2,
    top: Math.max(margin, (window.height - map.height * held) / 2),
  };
}

/** Zooms by a factor and leaves the point of the window where it is. */
export function zoomedAt(view: View, factor: number, x: number, y: number, smallest: number): View {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  const by = scale / view.scale;
  return { scale, left: x - (x - view.left) * by, top: y - (y - view.top) * by };
}

/** Holds at least a part of the map in the window. */
export function held(view: View, map: Size, window: Size): View {
  const part = 0.25;
  const clamp = (start: number, length: number, room: number): number =>
    Math.min(room * (1 - part), Math.max(room * part - length * view.scale, start));
  return { ...view, left: clamp(view.left, map.width, window.width), top: clamp(view.top, map.height, window.height) };
}

/** Moves the window only as far as it takes to see the whole node; `isCentred` puts it in the middle. */
export function showing(view: View, x: number, y: number, window: Size, isCentred = false): View {
  if (isCentred) return { ...view, left: window.width / 2 - x * view.scale, top: window.height / 2 - y * view.scale };
  const shift = (start: number, at: number, half: number, room: number): number => {
    const [low, high] = [start + (at - half) * view.scale, start + (at + half) * view.scale];
    if (low < margin) return start + margin - low;
    return high > room - margin ? start - (high - room + margin) : start;
  };
  return {
    ...view,
    left: shift(view.left, x, nodeSize.width / 2, window.width),
    top: shift(view.top, y, nodeSize.height / 2, window.height),
  };
}
