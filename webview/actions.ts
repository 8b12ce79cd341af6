import type { ActionId } from '../src/protocol/actions';
import { closePopup, openPicker, pickDigit } from './actions/classes';
import { copy, cut, deleteSelected, duplicate, nudge, pasteClipboard } from './actions/edit';
import { toggleDone } from './actions/facts';
import { note } from './actions/note';
import { acceptSelected, acceptShown, rejectAll, rejectSelected } from './actions/proposals';
import { select, selectAll, step } from './actions/select';
import { resizeBrush, toggleSnap, useTool } from './actions/tools';
import { actualSize, fitImage, toggleLabels, zoomBy, zoomToAnnotations, ZOOM_STEP } from './actions/view';
import type { Page } from './page';

/** A far nudge (Shift), image pixels. */
const FAR_PX = 10;

type Handler = (page: Page) => void | Promise<void>;

const handlers = {
  'tool.select': (page) => useTool(page, 'select'),
  'tool.box': (page) => useTool(page, 'box'),
  'tool.rotatedBox': (page) => useTool(page, 'rotatedBox'),
  'tool.polygon': (page) => useTool(page, 'polygon'),
  'tool.polyline': (page) => useTool(page, 'polyline'),
  'tool.spline': (page) => useTool(page, 'spline'),
  'tool.point': (page) => useTool(page, 'point'),
  'tool.skeleton': (page) => useTool(page, 'skeleton'),
  'tool.ellipse': (page) => useTool(page, 'ellipse'),
  'tool.cuboid': (page) => useTool(page, 'cuboid'),
  'tool.brush': (page) => useTool(page, 'brush'),
  'tool.eraser': (page) => useTool(page, 'eraser'),
  'tool.fill': (page) => useTool(page, 'fill'),
  'tool.wand': (page) => useTool(page, 'wand'),
  'tool.scissors': (page) => useTool(page, 'scissors'),
  'tool.slice': (page) => useTool(page, 'slice'),
  'tool.pan': (page) => useTool(page, 'pan'),
  'brush.smaller': (page) => resizeBrush(page, -1),
  'brush.larger': (page) => resizeBrush(page, 1),
  'options.toggleSnap': toggleSnap,
  'view.fit': fitImage,
  'view.actualSize': actualSize,
  'view.zoomIn': (page) => zoomBy(page, ZOOM_STEP),
  'view.zoomOut': (page) => zoomBy(page, 1 / ZOOM_STEP),
  'view.zoomToSelection': (page) => zoomToAnnotations(page, page.store.state.selection),
  'view.toggleLabels': toggleLabels,
  'edit.delete': deleteSelected,
  'edit.duplicate': duplicate,
  'edit.copy': copy,
  'edit.cut': cut,
  'edit.paste': pasteClipboard,
  'edit.selectAll': selectAll,
  'edit.finish': finish,
  'edit.back': back,
  'edit.cancel': cancel,
  'nudge.left': (page) => nudge(page, -1, 0),
  'nudge.right': (page) => nudge(page, 1, 0),
  'nudge.up': (page) => nudge(page, 0, -1),
  'nudge.down': (page) => nudge(page, 0, 1),
  'nudge.leftFar': (page) => nudge(page, -FAR_PX, 0),
  'nudge.rightFar': (page) => nudge(page, FAR_PX, 0),
  'nudge.upFar': (page) => nudge(page, 0, -FAR_PX),
  'nudge.downFar': (page) => nudge(page, 0, FAR_PX),
  'select.next': (page) => step(page, 1),
  'select.previous': (page) => step(page, -1),
  'class.pick': (page) => openPicker(page),
  'class.key1': (page) => pickDigit(page, '1'),
  'class.key2': (page) => pickDigit(page, '2'),
  'class.key3': (page) => pickDigit(page, '3'),
  'class.key4': (page) => pickDigit(page, '4'),
  'class.key5': (page) => pickDigit(page, '5'),
  'class.key6': (page) => pickDigit(page, '6'),
  'class.key7': (page) => pickDigit(page, '7'),
  'class.key8': (page) => pickDigit(page, '8'),
  'class.key9': (page) => pickDigit(page, '9'),
  'class.key0': (page) => pickDigit(page, '0'),
  'tags.edit': editTags,
  'state.toggleDone': toggleDone,
  'proposals.accept': acceptSelected,
  'proposals.acceptAll': acceptShown,
  'proposals.reject': rejectSelected,
  'proposals.rejectAll': rejectAll,
  'panel.toggle': (page) => page.store.set({ panelOpen: !page.store.state.panelOpen }),
  'panel.focusList': (page) =>
    page.store.set({ panelOpen: true, popup: undefined, listFocus: page.store.state.listFocus + 1 }),
  'help.toggle': (page) => page.store.set({ popup: page.store.state.popup === 'help' ? undefined : 'help' }),
} as const satisfies Record<ActionId, Handler>;

/** Does what a key or the palette asks for. Every action ends a step that nudges were joined to, but a nudge. */
export function runAction(page: Page, id: ActionId): void {
  if (!id.startsWith('nudge.')) page.session.flush();
  const handler: Handler = handlers[id];
  attempt(page, () => handler(page));
}

/** Runs something that may fail, now or later; the user is told why. */
export function attempt(page: Page, job: () => void | Promise<void>): void {
  const failed = (error: unknown): void =>
    note(page, 'error', error instanceof Error ? error.message : String(error));
  void (async () => job())().catch(failed);
}

/** Enter: ends a shape in the making, else accepts the selected proposals. */
function finish(page: Page): void {
  if (page.session.busy) page.session.dispatch({ type: 'action', name: 'finish' });
  else acceptSelected(page);
}

/** Backspace: takes back the last point of a shape in the making, else deletes the selection. */
function back(page: Page): void {
  if (page.session.busy) page.session.dispatch({ type: 'action', name: 'back' });
  else deleteSelected(page);
}

/** Escape: one thing at a time, the innermost first. */
function cancel(page: Page): void {
  const { popup, notice, selection } = page.store.state;
  if (popup) closePopup(page);
  else if (page.session.busy) page.session.dispatch({ type: 'cancel' });
  else if (notice) page.store.set({ notice: undefined });
  else if (selection.size > 0) select(page, []);
  else page.session.dispatch({ type: 'cancel' });
}

function editTags(page: Page): void {
  if (page.store.state.schema.tags.length === 0)
    return note(page, 'info', 'This data set has no whole-image tags: add `tags` to relabel.yaml.');
  page.store.set({ popup: 'tags' });
}
