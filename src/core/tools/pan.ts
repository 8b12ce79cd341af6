import type { Tool } from './tool';

/** Moves the view, which is the page's own doing: the tool only says so by its cursor. */
export const pan: Tool<null, 'pan'> = {
  id: 'pan',
  title: 'Pan',
  cursor: 'grab',
  initial: null,
  busy: () => false,
  step: () => ({ state: null }),
};
