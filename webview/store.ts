import { emptyDoc, type AnnotationDoc } from '../src/core/annotation/document';
import { EMPTY_SCHEMA, type LabelSchema } from '../src/core/schema/labelSchema';
import type { Problem } from '../src/core/problem';
import type { Rect } from '../src/core/geometry/rect';
import type { Decision } from '../src/core/annotation/conflict';
import type { Viewport } from '../src/core/scene/viewport';
import { DEFAULT_TOOL_OPTIONS, type ToolOptions } from '../src/core/tools/options';
import type { Draft } from '../src/core/tools/tool';
import type { LookOf } from './canvas/ownLook';
import {
  DEFAULT_DISPLAY,
  type DisplaySettings,
  type GuideDisplay,
  type ShapeDisplay,
} from '../src/core/display/display';
import type {
  EditorSettings,
  ImagePages,
  ImagePosition,
  ImageSource,
  KeyHelp,
  LabelFileInfo,
  ModelInfo,
  ReadOnlyInfo,
  ReviewInfo,
} from '../src/protocol/editor';

/** Whose class is picked: of a shape just drawn (its bounds in image pixels), of annotations, of shapes to come. */
export type PickFor =
  | { readonly kind: 'drawn'; readonly rect: Rect }
  | { readonly kind: 'annotations'; readonly ids: readonly string[] }
  | { readonly kind: 'next' };

export const LIST_SORTS = ['class', 'order', 'size', 'score', 'group'] as const;
/** What the list goes by: the schema's classes, front to back, largest first, surest first, groups together. */
export type ListSort = (typeof LIST_SORTS)[number];

/** Everything the page shows. An immutable value: panels and layers compare members by identity. */
export interface State {
  readonly ready: boolean;
  readonly doc: AnnotationDoc;
  readonly version: number;
  readonly image: ImageSource | undefined;
  readonly schema: LabelSchema;
  readonly hasSchemaFile: boolean;
  readonly labelFile: LabelFileInfo | undefined;
  /** Which version is shown, where it is not the working tree's: then nothing can be edited. */
  readonly readOnly: ReadOnlyInfo | undefined;
  readonly problems: readonly Problem[];
  readonly position: ImagePosition;
  readonly model: ModelInfo;
  readonly settings: EditorSettings;
  readonly keys: readonly KeyHelp[];
  /** Screen <-> image; undefined until the canvas has a size and fits the image. */
  readonly view: Viewport | undefined;
  readonly tool: string;
  readonly draft: Draft | undefined;
  readonly selection: ReadonlySet<string>;
  readonly hovered: string | undefined;
  readonly cursor: string;
  /** Image pixels; undefined when the pointer is not over the canvas. */
  readonly pointer: { readonly x: number; readonly y: number } | undefined;
  readonly activeClass: string | undefined;
  /** Proposals below this score are not shown, hit or accepted by "accept all". */
  readonly threshold: number;
  readonly hiddenClasses: ReadonlySet<string>;
  /** Annotation ids hidden in this view only. */
  readonly hiddenIds: ReadonlySet<string>;
  readonly pages: ImagePages | undefined;
  readonly toolOptions: ToolOptions;
  readonly display: DisplaySettings;
  readonly shapeDisplay: ShapeDisplay;
  /** Looks that annotations have instead of their class's: in comparisons. */
  readonly lookOf: LookOf | undefined;
  readonly guides: GuideDisplay;
  /** Which overlay is open over the canvas, if any. */
  readonly popup: 'classes' | 'tags' | 'help' | undefined;
  /** What the open class picker is asked for. */
  readonly pickFor: PickFor | undefined;
  /** The panel of picture and shape display floats over the canvas. */
  readonly displayOpen: boolean;
  /** What the list is narrowed to, as it was typed; see listQuery.ts. */
  readonly listQuery: string;
  readonly listSort: ListSort;
  /** Under way: the next annotation clicked becomes the target of a link from these. */
  readonly linking: { readonly from: readonly string[]; readonly name: string } | undefined;
  readonly panelOpen: boolean;
  readonly panelWidthPx: number;
  /** Sections of the side panel that are folded. */
  readonly folded: ReadonlySet<string>;
  /** Grows by one each time the list is asked to take the keyboard focus. */
  readonly listFocus: number;
  /** Which part of the side panel is asked for the focus, as often as `count` has grown. */
  readonly focusAsked:
    { readonly part: 'query' | 'details' | 'pages' | 'comment'; readonly count: number } | undefined;
  /** The review that this image is part of. */
  readonly review: ReviewInfo | undefined;
  /** 0-based, which of the review's changes of this image is looked at. */
  readonly reviewAt: number;
  /** The choice that the pointer is at: the image shows what it would leave of the current conflict. */
  readonly conflictPreview: Decision | undefined;
  /** Who works here, as git names them; null: git does not know, undefined: not asked yet. */
  readonly author: string | null | undefined;
  /** Why the picture could not be decoded, in a sentence. */
  readonly imageError: string | undefined;
  readonly progress: { readonly title: string; readonly fraction: number | null } | undefined;
  readonly notice: { readonly severity: 'info' | 'warning' | 'error'; readonly message: string } | undefined;
}

export const INITIAL_STATE: State = {
  ready: false,
  doc: emptyDoc({ file: '', widthPx: 0, heightPx: 0 }),
  version: 0,
  image: undefined,
  schema: EMPTY_SCHEMA,
  hasSchemaFile: false,
  labelFile: undefined,
  readOnly: undefined,
  problems: [],
  position: { index: 0, total: 0, labelled: 0 },
  model: { title: undefined },
  settings: { threshold: 0.35, showLabels: 'always', showCrosshair: true, fillOpacity: 0.15 },
  keys: [],
  view: undefined,
  tool: 'select',
  draft: undefined,
  selection: new Set(),
  hovered: undefined,
  cursor: 'default',
  pointer: undefined,
  activeClass: undefined,
  threshold: 0.35,
  hiddenClasses: new Set(),
  hiddenIds: new Set(),
  pages: undefined,
  toolOptions: DEFAULT_TOOL_OPTIONS,
  display: DEFAULT_DISPLAY,
  shapeDisplay: {
    colorBy: 'class',
    fillOpacity: 0.15,
    selectedOpacity: 0.3,
    outline: true,
    showLabels: 'always',
  },
  lookOf: undefined,
  guides: { crosshair: true, minimap: false, rulers: false, pixelGrid: true, pixelValues: false },
  popup: undefined,
  pickFor: undefined,
  displayOpen: false,
  listQuery: '',
  listSort: 'class',
  linking: undefined,
  panelOpen: true,
  panelWidthPx: 280,
  folded: new Set(['comments']),
  listFocus: 0,
  focusAsked: undefined,
  review: undefined,
  reviewAt: 0,
  conflictPreview: undefined,
  author: undefined,
  imageError: undefined,
  progress: undefined,
  notice: undefined,
};

export type Listener = (state: State, before: State) => void;

/** The page's one mutable thing: the current state, and who wants to hear of the next. */
export class Store {
  #state: State = INITIAL_STATE;
  readonly #listeners = new Set<Listener>();

  get state(): State {
    return this.#state;
  }

  /** Replaces the given members; listeners run at once, in the order they came. */
  set(change: Partial<State>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    for (const listener of [...this.#listeners]) listener(this.#state, before);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
