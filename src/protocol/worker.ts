import type { ImageDetection } from '../core/heads/finish';
import type { ModelManifest } from '../core/heads/manifest';
import type { SizePx } from '../core/heads/letterbox';
import type { SampleInfo, TileArgs, TilePixels } from './editor';

/** What a worker process serves is chosen by its one argument. */
export type WorkerRole = 'imaging' | 'inference';

/** Names of errors a worker throws on purpose; `message` says what was tried, on what, and what to do. */
export type WorkerErrorName =
  /** A native module cannot be loaded here. */
  | 'Unavailable'
  /** The image cannot be read: missing, broken, not an image. */
  | 'ImageError'
  /** The image has more pixels than allowed; `data` = { pixels, limit }. */
  | 'ImageTooLarge'
  /** The picture named by an id is not open here (the process was started anew): open it again. */
  | 'PictureGone'
  /** The model file or its manifest cannot be used. */
  | 'ModelError'
  /** No head reads the model; `data` = { outputs, tried }. */
  | 'NoHead';

/** What an image file says of itself, without decoding its pixels. */
export interface ImageFacts {
  /** Upright, that is with the EXIF orientation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** As stored. */
  readonly rawWidthPx: number;
  readonly rawHeightPx: number;
  /** EXIF, 1..8; 1 when absent. */
  readonly orientation: number;
  /** `jpeg`, `png`, `tiff`, `webp`, `gif`, `svg`, `heif`, … */
  readonly format: string;
  readonly channels: number;
  readonly hasAlpha: boolean;
  /** `uchar`, `ushort`, `float`, … : type of one stored sample. */
  readonly depth: string;
  /** `srgb`, `b-w`, `cmyk`, `rgb16`, `grey16`, `lab`, … */
  readonly space: string;
  /** Stored as palette indices. */
  readonly palette: boolean;
  /** Pages of a document or frames of an animation, at least 1. */
  readonly pages: number;
  readonly animated: boolean;
  /** False when Chromium cannot show the file as it is meant: ask for a preview then. */
  readonly browserReads: boolean;
  readonly sizeBytes: number;
}

export interface ProbeArgs {
  readonly path: string;
}

export interface PreviewArgs {
  readonly path: string;
  /** Longer side of the result; smaller images keep their size. Absent: no limit but the pixel limit. */
  readonly maxSidePx?: number;
  /** 1 to 100: a JPEG of that quality, on white, whatever its size. Absent: a PNG, or a JPEG of what is large. */
  readonly jpegQuality?: number;
  /** 0-based page of a document or frame. */
  readonly page?: number;
  /** Stored values shown as black and white; for samples beyond 8 bits. Absent: from the histogram. */
  readonly window?: ValueWindow;
  /** Decoding more stored pixels than this is refused. Default 268,402,689 (0x3FFF squared). */
  readonly limitPixels?: number;
}

export interface ValueWindow {
  readonly low: number;
  readonly high: number;
}

/** The upright picture as an 8-bit file a browser shows. */
export interface Preview extends SizePx {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg';
  /** Upright size of the whole image. */
  readonly image: SizePx;
  /** The window that was applied; absent for 8-bit images. */
  readonly window?: ValueWindow;
}

export interface PictureArgs {
  readonly path: string;
  /** 0-based page of a document or frame of a series. Default the first. */
  readonly page?: number | undefined;
  /** More stored pixels than this are refused (`ImageTooLarge`). */
  readonly limitPixels?: number | undefined;
}

/** A picture that is open in the imaging process: one state of one page of one file. */
export interface OpenPicture extends SizePx {
  /** The same for the same state: a process that was started anew can open it again under this name. */
  readonly id: string;
  readonly levels: number;
  readonly tilePx: number;
  readonly samples: SampleInfo;
  /** Pages of the file, at least 1. */
  readonly pages: number;
  /** What one should know of how it is shown. */
  readonly note?: string;
}

export type WorkerTile = Omit<TilePixels, 'bytes'> & { readonly bytes: Uint8Array };

/** What every worker process serves: an answer shows that it is not stuck in native code. */
export interface WorkerContract {
  calls: { ping: { args: null; result: null } };
  notes: object;
}

export interface ImagingContract {
  calls: WorkerContract['calls'] & {
    /** Throws `ImageError`, `ImageTooLarge`. */
    openPicture: { args: PictureArgs; result: OpenPicture };
    /** Throws `PictureGone`, `ImageError`, `AbortError`. */
    tile: { args: TileArgs; result: WorkerTile };
    /** Stops background work on it and frees its memory; no error when it is not open. */
    closePicture: { args: { readonly id: string }; result: null };
    probe: { args: ProbeArgs; result: ImageFacts };
    preview: { args: PreviewArgs; result: Preview };
  };
  notes: object;
}

/** A model to run. `manifest` and `classes` come from files beside it, as far as there are any. */
export interface ModelSource {
  readonly path: string;
  readonly manifest?: ModelManifest;
  /** Class names found beside the model, used when neither manifest nor metadata has any. */
  readonly classes?: readonly string[];
}

/** What a model turned out to be. */
export interface ModelDescription {
  readonly sha256: string;
  readonly head: string;
  readonly headTitle: string;
  /** Why this head: the user's choice or what it saw. */
  readonly reason: string;
  readonly inputSize: SizePx;
  /** `images float32 [1,3,640,640]` */
  readonly inputs: string;
  readonly outputs: string;
  readonly classes: readonly string[];
  readonly confidence: number;
  readonly iou: number;
  /** `cpu`, `cuda`, …; absent until a session exists. */
  readonly provider?: string;
  readonly warnings: readonly string[];
}

export interface DetectArgs {
  readonly imagePath: string;
  /** 0-based page of a document or frame of a series. Default the first. */
  readonly page?: number;
  readonly model: ModelSource;
  /** Defaults: the manifest's, else 0.25 and 0.45. */
  readonly confidence?: number;
  readonly iou?: number;
  /** Keep only these labels; absent means all. */
  readonly classes?: readonly string[];
  readonly limitPixels?: number;
}

export type DetectStage = 'model' | 'image' | 'run' | 'decode';
export interface DetectProgress {
  readonly stage: DetectStage;
  /** 0..1 of the whole. */
  readonly fraction: number;
}

export type FoundBox = ImageDetection;

export interface DetectResult {
  readonly detections: readonly FoundBox[];
  /** Upright. */
  readonly image: SizePx;
  readonly sha256: string;
  readonly head: string;
  readonly warnings: readonly string[];
  /** Milliseconds per stage; 0 for what was still in memory. */
  readonly timesMs: Readonly<Record<DetectStage, number>>;
}

export interface InferenceContract {
  calls: WorkerContract['calls'] & {
    /** Reads the file; makes no session. */
    describeModel: { args: ModelSource; result: ModelDescription };
    /** Makes the session, so that the first detection is quick. */
    warm: { args: ModelSource; result: ModelDescription; progress: DetectProgress };
    /** Reads an image into a tensor that the next detection on it uses. */
    prefetch: { args: DetectArgs; result: null };
    detect: { args: DetectArgs; result: DetectResult; progress: DetectProgress };
  };
  notes: object;
}

/** The engine serves nothing to its workers. */
export interface EngineContract {
  calls: object;
  notes: object;
}

/** Settings of an imaging process, given to it as JSON when it starts. */
export interface ImagingSettings {
  /** Where tiles of huge images are kept between sessions; absent: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** Bytes that the folder may hold. */
  readonly cacheBytes?: number | undefined;
}

/** Settings of an inference process, given to it as JSON when it starts. */
export interface InferenceSettings {
  /** Execution providers of ONNX Runtime, tried in this order. Default: `cpu`. */
  readonly providers?: readonly string[];
  /** Threads of one run. Default: one per processor core, at most 8. */
  readonly threads?: number;
}
