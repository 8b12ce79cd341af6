/** What went wrong with a file, as far as a user can do something about it. */
export type FileErrorKind =
  | 'missing'
  | 'notAFile'
  | 'permission'
  | 'readOnly'
  | 'diskFull'
  | 'locked'
  | 'tooLarge'
  | 'notUtf8'
  | 'other';

/** A failed read or write. The message names the file, the reason and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly kind: FileErrorKind;
  readonly path: string;

  constructor(kind: FileErrorKind, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.path = path;
  }
}

const KINDS: Readonly<Record<string, FileErrorKind>> = {
  ENOENT: 'missing',
  EISDIR: 'notAFile',
  ENOTDIR: 'missing',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'readOnly',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EBUSY: 'locked',
  ETXTBSY: 'locked',
  EFBIG: 'tooLarge',
  ERR_FS_FILE_TOO_LARGE: 'tooLarge',
};

const ADVICE: Readonly<Record<FileErrorKind, string>> = {
  missing: 'the file or its folder does not exist.',
  notAFile: 'it is not a file.',
  permission: 'permission denied. Check the permissions of the file and of its folder.',
  readOnly: 'it is on a read-only file system or marked read-only. Make it writable and try again.',
  diskFull: 'the disk is full or the quota is used up. Free some space and try again.',
  locked: 'another program is using the file. Close it there and try again.',
  tooLarge: 'the file is too large.',
  notUtf8: 'the text is not valid UTF-8. Convert the file to UTF-8 and try again.',
  other: '',
};

/** The code of a Node system error, such as `ENOENT`; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Wraps what Node threw. `action` is a phrase such as "Could not read". On Windows EPERM means a lock. */
export function fileError(action: string, path: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  const code = errorCode(error) ?? '';
  const kind = process.platform === 'win32' && code === 'EPERM' ? 'locked' : (KINDS[code] ?? 'other');
  const detail = ADVICE[kind] || (error instanceof Error ? error.message : String(error));
  return new FileError(kind, path, `${action} ${path}: ${detail}`, error);
}

/** A failure that no system call reported. */
export function fileProblem(action: string, path: string, kind: FileErrorKind, detail?: string): FileError {
  return new FileError(kind, path, `${action} ${path}: ${detail ?? ADVICE[kind]}`);
}
