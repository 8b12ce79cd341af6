import type { ReadFs, WriteFs } from './fs';
import type { Holds } from './holds';
import type { LabelSet } from './labelSet';
import type { Report } from './report';

/** What is to be read: a folder or an archive, or one file in it. */
export interface Source {
  readonly fs: ReadFs;
  /** Set when one file was named: only that one is meant; its neighbours may be looked at. */
  readonly file?: string;
  /** Options of the format that was named (`box-origin=1`), as typed by the user or chosen in a form. */
  readonly options: Readonly<Record<string, string>>;
  /** Reads the size of the upright image from its first bytes; undefined when it is none or is not there. */
  imageSize(path: string): { readonly widthPx: number; readonly heightPx: number } | undefined;
}

/** Why a source is taken for a format. */
export interface Detection {
  /** 0 to 1; above 0.5 the content confirms it and not only a name. */
  readonly confidence: number;
  /** In words, with the file: "data.yaml has names and train; all 12 rows seen have 5 columns". */
  readonly reason: string;
}

/** Where a format writes to. */
export interface Target {
  readonly fs: WriteFs;
  readonly options: Readonly<Record<string, string>>;
  /**
   * Says where the format wants the image's file, relative to the target's root. Whether it is copied, linked or left
   * is the user's choice and not the format's.
   */
  image(path: string, at: string): void;
  /** Pixels of the image are needed (none of the formats but archives of pixels): undefined when it is not there. */
  readonly report: Report;
}

/** An option of reading or writing, for the help and forms. */
export interface FormatOption {
  readonly name: string;
  readonly about: string;
  /** The values it may have, the default first; any text when absent. */
  readonly values?: readonly string[];
}

/** A label format. One file each, in the registry; pure over what it is given, and never throws on bad input. */
export interface Format {
  /** As on the command line: `coco`, `yolo-segment`. */
  readonly id: string;
  /** For people: "COCO instances". */
  readonly title: string;
  /** Key of what only this family of formats understands: `coco` for all four COCO formats. */
  readonly family: string;
  /** What a target is: one file (with its usual name), or a folder. */
  readonly target: { readonly kind: 'file'; readonly name: string } | { readonly kind: 'folder' };
  readonly holds: Holds;
  /** The labels are where the images lie (a folder for each class): they are copied unless the user says otherwise. */
  readonly needsImages?: true;
  readonly readOptions?: readonly FormatOption[];
  readonly writeOptions?: readonly FormatOption[];
  /** Undefined when nothing speaks for it. Looks at names first and at few files' beginnings. */
  detect(source: Source): Detection | undefined;
  /**
   * Reads all that can be read; the rest becomes problems with file and line. Coordinates are not rounded. `images` of
   * the result may read on as it is walked, and reports then too.
   */
  read(source: Source, report: Report): LabelSet;
  /** Writes labels that have been brought down to `holds`; absent for what is only read. */
  write?(set: LabelSet, target: Target): void;
}
