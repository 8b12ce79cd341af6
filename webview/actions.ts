import type { ActionId } from '../src/protocol/actions';
import { alignSelected, distributeSelected, flip, reorder, rotate } from './actions/arrange';
import {
  convertSelected,
  cropSelected,
  fillSelectedHoles,
  fitBoxes,
  growSelected,
  joinSelected,
  removeSelectedSpecks,
  simplifySelected,
  smoothSelected,
  splitSelected,
  subtractSelected,
} from './actions/combine';
import { decide, decideAll, stepConflicts } from './actions/conflicts';
import { copyToNext, repeatLabels } from './actions/carry';
import { askComment, stepComments } from './actions/comments';
import { closePopup, openPicker, pickKey } from './actions/classes';
import {
  cycleColors,
  cycleLabels,
  resetPicture,
  setDisplay,
  setShapeDisplay,
  toggleDisplayPanel,
  toggleGuide,
} from './actions/display';
import { copy, cut, deleteSelected, duplicate, nudge, pasteClipboard, stepVertex } from './actions/edit';
import { toggleDone } from './actions/facts';
import { startLinking, stopLinking } from './actions/links';
import {
  groupSelected,
  isolate,
  showAll,
  toggleFlag,
  toggleHidden,
  toggleLocked,
  ungroupSelected,
} from './actions/marks';
import { note } from './actions/note';
import { flipView, turnView, uprightView } from './actions/orientation';
import { stepPage } from './actions/pages';
import { acceptSelected, acceptShown, rejectAll, rejectSelected } from './actions/proposals';
import { invertSelection, select, selectAll, selectSameClass, step, stepZoomed } from './actions/select';
import { acceptChange, returnChange, stepReview } from './actions/review';
import { findLookAlikes } from './actions/similar';
import { resizeBrush, toggleSnap, useTool } from './actions/tools';
import { actualSize, fitImage, zoomBy, zoomToAnnotations, ZOOM_STEP } from './actions/view';
import type { Page } from './page';
import type { State } from './store';

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
  'view.toggleLabels': cycleLabels,
  'view.rotateRight': (page) => turnView(page, 1),
  'view.rotateLeft': (page) => turnView(page, -1),
  'view.flipX': (page) => flipView(page, 'x'),
  'view.flipY': (page) => flipView(page, 'y'),
  'view.upright': uprightView,
  'display.toggle': toggleDisplayPanel,
  'display.reset': resetPicture,
  'display.invert': (page) => setDisplay(page, { invert: !page.store.state.display.invert }),
  'display.clahe': (page) => setDisplay(page, { clahe: !page.store.state.display.clahe }),
  'display.colorBy': cycleColors,
  'display.outline': (page) => setShapeDisplay(page, { outline: !page.store.state.shapeDisplay.outline }),
  'display.crosshair': (page) => toggleGuide(page, 'crosshair'),
  'display.minimap': (page) => toggleGuide(page, 'minimap'),
  'display.rulers': (page) => toggleGuide(page, 'rulers'),
  'display.pixelGrid': (page) => toggleGuide(page, 'pixelGrid'),
  'display.pixelValues': (page) => toggleGuide(page, 'pixelValues'),
  'display.loadAgain': ({ picture }) => picture()?.retryTiles(),
  'page.next': (page) => stepPage(page, 1),
  'page.previous': (page) => stepPage(page, -1),
  'page.pick': (page) => askFocus(page, 'pages'),
  'edit.delete': deleteSelected,
  'edit.duplicate': duplicate,
  'edit.copy': copy,
  'edit.cut': cut,
  'edit.paste': pasteClipboard,
  'edit.selectAll': selectAll,
  'edit.repeatPrevious': repeatLabels,
  'edit.copyToNext': copyToNext,
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
  'select.next': next,
  'select.previous': (page) => step(page, -1),
  'select.nextZoomed': (page) => stepZoomed(page, 1),
  'select.previousZoomed': (page) => stepZoomed(page, -1),
  'select.sameClass': selectSameClass,
  'select.invert': invertSelection,
  'similar.find': findLookAlikes,
  'joint.toggleVisibility': (page) =>
    void page.session.dispatch({ type: 'action', name: 'toggleVisibility' }),
  'vertex.next': (page) => stepVertex(page, 'nextVertex'),
  'vertex.previous': (page) => stepVertex(page, 'previousVertex'),
  'order.front': (page) => reorder(page, 'front'),
  'order.forward': (page) => reorder(page, 'forward'),
  'order.backward': (page) => reorder(page, 'backward'),
  'order.back': (page) => reorder(page, 'back'),
  'group.group': groupSelected,
  'group.ungroup': ungroupSelected,
  'mark.lock': (page) => toggleLocked(page),
  'mark.hide': (page) => toggleHidden(page),
  'mark.isolate': isolate,
  'mark.showAll': showAll,
  'mark.occluded': (page) => toggleFlag(page, 'occluded'),
  'mark.truncated': (page) => toggleFlag(page, 'truncated'),
  'mark.difficult': (page) => toggleFlag(page, 'difficult'),
  'mark.crowd': (page) => toggleFlag(page, 'crowd'),
  'link.add': (page) => startLinking(page),
  'shape.rotateRight': (page) => rotate(page, 90),
  'shape.rotateLeft': (page) => rotate(page, -90),
  'shape.rotateRightABit': (page) => rotate(page, 1),
  'shape.rotateLeftABit': (page) => rotate(page, -1),
  'shape.flipX': (page) => flip(page, 'x'),
  'shape.flipY': (page) => flip(page, 'y'),
  'combine.join': joinSelected,
  'combine.subtract': subtractSelected,
  'combine.crop': cropSelected,
  'combine.split': splitSelected,
  'combine.fitBox': fitBoxes,
  'combine.simplify': simplifySelected,
  'combine.smooth': smoothSelected,
  'combine.fillHoles': fillSelectedHoles,
  'combine.removeSpecks': removeSelectedSpecks,
  'combine.grow': (page) => growSelected(page, 1),
  'combine.shrink': (page) => growSelected(page, -1),
  'convert.box': (page) => convertSelected(page, 'box'),
  'convert.rotatedBox': (page) => convertSelected(page, 'rotatedBox'),
  'convert.ellipse': (page) => convertSelected(page, 'ellipse'),
  'convert.polygon': (page) => convertSelected(page, 'polygon'),
  'convert.mask': (page) => convertSelected(page, 'mask'),
  'convert.polyline': (page) => convertSelected(page, 'polyline'),
  'convert.spline': (page) => convertSelected(page, 'spline'),
  'convert.point': (page) => convertSelected(page, 'point'),
  'align.left': (page) => alignSelected(page, 'left'),
  'align.centre': (page) => alignSelected(page, 'centre'),
  'align.right': (page) => alignSelected(page, 'right'),
  'align.top': (page) => alignSelected(page, 'top'),
  'align.middle': (page) => alignSelected(page, 'middle'),
  'align.bottom': (page) => alignSelected(page, 'bottom'),
  'align.distributeX': (page) => distributeSelected(page, 'x'),
  'align.distributeY': (page) => distributeSelected(page, 'y'),
  'class.pick': (page) => openPicker(page),
  'class.key1': (page) => pickKey(page, '1'),
  'class.key2': (page) => pickKey(page, '2'),
  'class.key3': (page) => pickKey(page, '3'),
  'class.key4': (page) => pickKey(page, '4'),
  'class.key5': (page) => pickKey(page, '5'),
  'class.key6': (page) => pickKey(page, '6'),
  'class.key7': (page) => pickKey(page, '7'),
  'class.key8': (page) => pickKey(page, '8'),
  'class.key9': (page) => pickKey(page, '9'),
  'class.key0': (page) => pickKey(page, '0'),
  'tags.edit': editTags,
  'state.toggleDone': toggleDone,
  'proposals.accept': acceptSelected,
  'proposals.acceptAll': acceptShown,
  'proposals.reject': rejectSelected,
  'proposals.rejectAll': rejectAll,
  'conflict.next': (page) => stepConflicts(page, 1),
  'conflict.previous': (page) => stepConflicts(page, -1),
  'conflict.mine': (page) => decide(page, 'ours'),
  'conflict.theirs': (page) => decide(page, 'theirs'),
  'conflict.both': (page) => decide(page, 'both'),
  'conflict.edited': (page) => decide(page, 'edited'),
  'conflict.base': (page) => decide(page, 'base'),
  'conflict.allMine': (page) => decideAll(page, 'ours'),
  'conflict.allTheirs': (page) => decideAll(page, 'theirs'),
  'review.accept': acceptChange,
  'review.return': returnChange,
  'review.next': (page) => stepReview(page, 1),
  'review.previous': (page) => stepReview(page, -1),
  'comment.add': askComment,
  'comment.next': (page) => stepComments(page, 1),
  'comment.previous': (page) => stepComments(page, -1),
  'panel.toggle': (page) => page.store.set({ panelOpen: !page.store.state.panelOpen }),
  'panel.focusList': (page) =>
    page.store.set({ panelOpen: true, popup: undefined, listFocus: page.store.state.listFocus + 1 }),
  'panel.search': (page) => askFocus(page, 'query'),
  'panel.details': (page) => askFocus(page, 'details'),
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

/** Tab: a joint being placed changes its visibility, else the next annotation of the list. */
function next(page: Page): void {
  if (page.session.busy && page.store.state.tool !== 'select')
    page.session.dispatch({ type: 'action', name: 'toggleVisibility' });
  else step(page, 1);
}

/** Opens the side panel, or looks at the strip, and gives the part the focus. */
function askFocus(page: Page, part: NonNullable<State['focusAsked']>['part']): void {
  const { focusAsked, panelOpen } = page.store.state;
  page.store.set({
    panelOpen: panelOpen || part !== 'pages',
    focusAsked: { part, count: (focusAsked?.count ?? 0) + 1 },
  });
}

/** Escape: one thing at a time, the innermost first. */
function cancel(page: Page): void {
  const { popup, notice, selection, linking, displayOpen } = page.store.state;
  if (popup) closePopup(page);
  else if (linking) stopLinking(page);
  else if (page.session.busy) page.session.dispatch({ type: 'cancel' });
  else if (notice) page.store.set({ notice: undefined });
  else if (selection.size > 0) select(page, []);
  else if (displayOpen) toggleDisplayPanel(page);
  else page.session.dispatch({ type: 'cancel' });
}

function editTags(page: Page): void {
  if (page.store.state.schema.tags.length === 0)
    return note(page, 'info', 'This data set has no whole-image tags: add `tags` to relabel.yaml.');
  page.store.set({ popup: 'tags' });
}
